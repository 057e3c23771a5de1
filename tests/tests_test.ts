import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "@std/testing/bdd";

const HERE = import.meta.dirname!;

function* filesIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(join(HERE, folder))) {
    if (isDirectory) yield* filesIn(`${folder}/${name}`);
    else if (/_test\.tsx?$/.test(name)) yield `${folder}/${name}`;
  }
}

/** A regular expression between slashes or in `new RegExp`, after what may stand before one. */
const EXPRESSION =
  /(?<=[(,=:![]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n[])+\/|RegExp\(\s*`[^`]*`/g;
/** A tag or an attribute; a group of an expression may begin with `(?<` too. */
const HTML = /(?<!\(\?)<\\?\/?[a-zA-Z!]|[\w-]="/;

const readingHtml = (code: string) =>
  [...code.matchAll(EXPRESSION)].map(([expression]) => expression).filter((text) =>
    HTML.test(text)
  );

describe("the tests of pages", () => {
  it("read HTML by CSS selectors, never by regular expressions", () => {
    const found = ["routes", "views"].flatMap((folder) =>
      [...filesIn(folder)].flatMap((file) =>
        readingHtml(Deno.readTextFileSync(join(HERE, file))).map((text) => `${file}: ${text}`)
      )
    );
    assert.deepEqual(found, []);
  });

  it("finds tags and attributes in expressions of every form", () => {
    const code = [
      "assert.match(html, /<h1>Sites<\\/h1>/);",
      'html.match(/ id="([^"]+)"/)',
      "new RegExp(`<option value=${uuid}`)",
      "assert.match(text, /10 < 11|(?<name>x)/); // of <p>",
    ];
    assert.deepEqual(code.map((line) => readingHtml(line).length), [1, 1, 1, 0]);
  });
});
