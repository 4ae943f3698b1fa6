/*
 * claim: a fence that cannot be taken off is an error, not a harmless template
 * attack: two fenced programs in a text, of which nobody knows which is meant
 * expect: /^SyntaxError: /
 * control: 0
 * program:
{{Here is one way to do it:

```ts
export const exec = () => 2;
```

And this is another: × 1}}

```ts
export const exec = () => 1;
```

{{It returns one. × 1}}
*/
