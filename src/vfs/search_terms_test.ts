import assert from "node:assert/strict";
import { stem, TermSplitter } from "./search_terms.ts";

const split = (text: string, withWholes = false) => new TermSplitter().split(text, { withWholes }).join(" ");

Deno.test("TermSplitter.split() gives the same words however a name is written", () => {
  for (
    const name of ["createPullRequest", "create_pull_request", "create-pull-request", "Create pull requests"]
  ) {
    assert.equal(split(name), "creat pull request", name);
  }
  assert.equal(split("HTTPServerURL2 getS3Object oauth2"), "http server url2 get s3 object oauth2");
});

Deno.test("TermSplitter.split() adds what is written in one, so that github finds GitHub", () => {
  assert.equal(split("get_me getUser x", true), "get getm get user getuser x");
  assert.equal(split("a GitHub repository"), "git hub github repository");
  assert.equal(split("pull-request"), "pull request");
});

Deno.test("TermSplitter.split() leaves out words that say nothing", () => {
  assert.equal(split("How do I get the list of all of my issues?"), "get list all issu");
});

Deno.test("TermSplitter.split() reads other scripts", () => {
  assert.equal(split("Café naïve ﬁle ｆｕｌｌ"), "cafe naiv file full");
  assert.equal(split("发送消息 to 用户ID"), "发送 送消 消息 用户 id");
  assert.equal(split("문서"), "문서");
  assert.equal(split("Найти файл"), "наити фаил");
});

Deno.test("TermSplitter.split() takes any text", () => {
  for (const text of ["", "!!! ... ()[]{}*+?^$|\\", "\u0000\u001b[31m\u202e", "\ud800", "🚀"]) {
    assert(
      new TermSplitter().split(text, { withWholes: true }).every((term) => /^[\p{L}\p{N}]+$/u.test(term)),
    );
  }
  assert.equal(split("x".repeat(41)), "");
  assert.equal(split("__proto__ constructor"), "proto constructor");
});

Deno.test("stem() makes the forms of a word one", () => {
  const same = [
    ["issue", "issues"],
    ["create", "creates", "created", "creating"],
    ["delete", "deleting", "deleted"],
    ["repository", "repositories"],
    ["query", "queries", "queried"],
    ["stop", "stopped", "stopping"],
    ["call", "calls", "called", "calling"],
    ["branch", "branches"],
    ["process", "processes"],
    ["index", "indexes"],
  ];
  for (const forms of same) assert.equal(new Set(forms.map(stem)).size, 1, forms.join(", "));
});

Deno.test("stem() keeps apart what means different things", () => {
  const words = ["status", "state", "string", "strip", "thing", "new", "bed", "bring", "this", "feed", "fee"];
  assert.equal(new Set(words.map(stem)).size, words.length);
});
