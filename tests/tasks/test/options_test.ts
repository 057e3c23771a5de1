import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, it } from "@std/testing/bdd";
import { inGroups } from "../../../tasks/test/groups.ts";
import { testOptions } from "../../../tasks/test/options.ts";
import { timesOf } from "../../../tasks/test/times.ts";

describe("deno task test", () => {
  it("runs every test without words, and otherwise the named ones with options of deno test", () => {
    assert.deepEqual(testOptions([]), { times: false, words: ["tests/"] });
    assert.deepEqual(testOptions(["--times", "--filter=x", "tests/sql", "tests/db"]), {
      times: true,
      words: ["--filter=x", "tests/sql", "tests/db"],
    });
  });

  it("leaves out slow folders with --quick", () => {
    const { words } = testOptions(["--quick", "--times"]);
    const ignored = words[0]!.replace("--ignore=", "").split(",");
    assert.ok(["**/browser", "**/embedded", "**/tasks"].every((name) => ignored.includes(name)));
    assert.deepEqual(words.slice(1), ["tests/"]);
  });
});

describe("the groups of test files", () => {
  /** Returns the addresses of the files that run for these words, those of groups among them. */
  async function run(words: string[]): Promise<string[]> {
    const folder = await Deno.makeTempDir();
    try {
      return (await inGroups(words, folder)).flatMap((word) =>
        word.startsWith(folder)
          ? [...readFileSync(word, "utf8").matchAll(/import\("(.*)"\)/g)].map(([, address]) =>
            address!
          )
          : [pathToFileURL(word).href]
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }

  it("hold every file once", async () => {
    const files = globSync("tests/**/*_test.{ts,tsx}").map((file) => pathToFileURL(file).href);
    assert.deepEqual((await run(["tests/"])).sort(), files.sort());
  });

  it("leave out what is ignored, and leave few files as they are", async () => {
    const [ignore, ...files] = await run(["--ignore=**/routes,**/sql/*", "tests/"]);
    assert.match(ignore!, /--ignore/);
    assert.ok(!files.some((file) => /\/tests\/(routes|sql)\//.test(file)));
    assert.ok(files.some((file) => /\/tests\/domain\//.test(file)));
    assert.deepEqual(await inGroups(["tests/sql/kit"], "nowhere"), ["tests/sql/kit"]);
  });
});

describe("the times of test files", () => {
  it("are the sums of their tests without the steps, slowest first", () => {
    const test = (file: string, time: number) =>
      `<testcase name="x &gt; y" classname="${file}" time="${time}"></testcase>`;
    const report = `<?xml version="1.0"?><testsuites><testsuite>${test("./tests/a_test.ts", 0.5)}${
      test("./tests/b_test.ts", 1)
    }${test("./tests/b_test.ts", 2.5)}</testsuite><testsuite>${
      test("ext:deno_node/testing.ts", 9)
    }</testsuite></testsuites>`;
    assert.deepEqual(timesOf(report), [["tests/b_test.ts", 3.5], ["tests/a_test.ts", 0.5]]);
  });
});
