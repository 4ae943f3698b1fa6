/*
 * claim: looking for a fence takes no time worth mentioning
 * attack: 80,000 fences one after another
 * expect: /^SyntaxError: |defines no function exec|TypeError|not a function/
 * control: 0
 * program:
{{```
 × 60000}}
export const exec = () => 1;
*/
