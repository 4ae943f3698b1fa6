/*
 * claim: a fence that cannot be taken off is an error, not a harmless template
 * attack: prose around a fenced program, as a model writes it
 * expect: /^SyntaxError: /
 * control: 0
 * program:
{{Here is the program you asked for: × 1}}

```ts
export const exec = () => 1;
```

{{It returns one. × 1}}
*/
