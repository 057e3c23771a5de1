import { describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import { loadAssets } from "../../../routes/http/assets.ts";

const FOLDER = new URL("../../../static/style/", import.meta.url);

const files = [...Deno.readDirSync(FOLDER)].map(({ name }) => ({
  name,
  text: Deno.readTextFileSync(new URL(name, FOLDER)).replace(/\/\*[\s\S]*?\*\//g, "").trim(),
}));

interface Rule {
  file: string;
  /** The blocks around it, from the outermost: the layer, and a media query where there is one. */
  around: string[];
  selector: string;
}

/** Lists the rules of a style sheet whose only nested blocks are `@layer` and `@media`. */
function rulesIn({ name, text }: { name: string; text: string }): Rule[] {
  const rules: Rule[] = [];
  const around: string[] = [];
  for (const [, head, end] of text.matchAll(/([^{};]+)\{|(\})/g)) {
    if (end) around.pop();
    else {
      const selector = head!.trim().replace(/\s+/g, " ");
      if (!selector.startsWith("@")) rules.push({ file: name, around: [...around], selector });
      around.push(selector);
    }
  }
  assert.deepEqual(around, [], `${name}: every block is closed`);
  return rules;
}

const rules = files.flatMap(rulesIn);

async function served(): Promise<string> {
  const { urls, files } = await loadAssets();
  return new TextDecoder().decode(files.get(urls.style)!.body);
}

describe("the style sheets", () => {
  it("are served as one, with the order of their layers first", async () => {
    const style = await served();
    const order = style.split("\n")[0]!;
    assert.match(order, /^@layer [a-z, ]+;$/);
    const named = order.slice("@layer ".length, -1).split(", ").toSorted();
    assert.deepEqual(
      named,
      [...new Set(rules.map(({ around }) => around[0]!.split(" ")[1]))].sort(),
    );
    for (const { selector } of rules) {
      assert.ok(style.replace(/\s+/g, " ").includes(selector), selector);
    }
  });

  it("have one layer each, and nothing outside of it", () => {
    for (const { name, text } of files) {
      const layers = new Set(rulesIn({ name, text }).map(({ around }) => around[0]));
      assert.equal(layers.size, 1, name);
      assert.match(text, /^@layer [a-z]+ \{[^]*\}$/, name);
    }
  });

  it("leave each selector of a layer to one file, so that the order of files decides nothing", () => {
    const byPlace = Map.groupBy(
      rules.flatMap(({ file, around, selector }) =>
        selector.split(", ").map((one) => ({ file, place: [...around, one].join(" / ") }))
      ),
      ({ place }) => place,
    );
    const shared = [...byPlace].filter(([, found]) =>
      new Set(found.map(({ file }) => file)).size > 1
    );
    assert.deepEqual(shared.map(([place]) => place), []);
  });
});
