/*
 * claim: a program imports the modules under ./servers and nothing else
 * attack: code in a data URL, computed
 * expect: /^(Import)?Error: (import )?.*(not found|there is no)/
 * weak: loader
 * program:
export const exec = () => import("data:text/javascript;base64," + btoa("export const one = 1")).then(({ one }) => one);
*/
