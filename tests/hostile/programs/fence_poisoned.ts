/*
 * claim: a Markdown fence around a program is taken off, whatever it says
 * attack: a fence with words behind it, tildes and a second fence inside
 * expect: = "inside"
 * weak: fence
 * program:
```typescript
export const exec = () => "inside";
const text = `
\`\`\`
`;
```
*/
