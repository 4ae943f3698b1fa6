/*
 * claim: a source cannot end before its end
 * attack: an HTML comment, a hash bang and a directive in the middle
 * expect: /^SyntaxError/
 * control: 0
 * program:
export const exec = () => 1;
{{#!/usr/bin/env node
<!-- export const exec = () => 2;
--> × 1}}
*/
