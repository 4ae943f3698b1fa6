/*
 * claim: looking for a fence takes no time worth mentioning
 * attack: a fence that is followed by a quarter of a million spaces and then by something else
 * expect: /^SyntaxError: |defines no function exec|^ReferenceError/
 * control: 0
 * program:
```ts
export const exec = () => 1;
```{{  × 240000}}{{x × 1}}
*/
