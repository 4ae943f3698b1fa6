/*
 * claim: syntax that the engine lacks is an error of the program
 * attack: decorators
 * expect: /^SyntaxError: /
 * control: 0
 * program:
{{@((value) => value) × 1}}
class Decorated {}
export const exec = () => typeof Decorated;
*/
