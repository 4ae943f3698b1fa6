/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: ten thousand imports of what is not there
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
{{import "./servers/none";
 × 8000}}export const exec = () => 1;
*/
