import assert from "node:assert/strict";
import { setImmediate } from "node:timers";
import { describe, it } from "@std/testing/bdd";
import { formParts } from "../../../routes/http/multipart.ts";

async function* bytesOf(response: Response, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = await response.bytes();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const typeOf = (response: Response) => response.headers.get("content-type")!;

function form(files: string[]): Response {
  const data = new FormData();
  data.append("site", "here");
  for (const [i, text] of files.entries()) data.append("file", new Blob([text]), `${i}.csv`);
  return new Response(data);
}

/** What a form has: values, and the names and lengths of its files. */
async function read(contentType: string, body: AsyncIterable<Uint8Array>) {
  const found: unknown[] = [];
  for await (const part of formParts(contentType, body)) {
    if ("value" in part) found.push([part.name, part.value]);
    else {
      let size = 0;
      for await (const piece of part.bytes) size += piece.length;
      found.push([part.name, part.fileName, size]);
    }
  }
  return found;
}

describe("a form with files", () => {
  it("is read part by part, whatever the length of its files", async () => {
    const sent = form(["a", "b".repeat(300_000), ""]);
    assert.deepEqual(await read(typeOf(sent), bytesOf(sent)), [
      ["site", "here"],
      ["file", "0.csv", 1],
      ["file", "1.csv", 300_000],
      ["file", "2.csv", 0],
    ]);
  });

  it("skips a file that nobody reads, and ends when its reader stops", async () => {
    const sent = form(["a".repeat(300_000), "b".repeat(300_000)]);
    let files = 0;
    for await (const part of formParts(typeOf(sent), bytesOf(sent))) {
      if ("bytes" in part && ++files === 2) break;
    }
    assert.equal(files, 2);
  });

  it("fails where it breaks off, at the file that is being read", async () => {
    const sent = form(["a".repeat(300_000)]);
    const broken = async function* () {
      for await (const piece of bytesOf(sent)) {
        yield piece;
        throw new Error("broken off");
      }
    };
    await assert.rejects(read(typeOf(sent), broken()), { message: "broken off" });
  });

  it("fails where it ends without its last boundary, and leaves no error to nobody", async () => {
    const sent = form(["a".repeat(3000)]);
    const bytes = await sent.bytes();
    const over = Promise.withResolvers<void>();
    const cutOff = async function* () {
      yield bytes.subarray(0, bytes.length - 100);
      over.resolve();
    };
    const unhandled: unknown[] = [];
    const listen = (event: Event) => {
      event.preventDefault();
      unhandled.push(event);
    };
    for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, listen);
    const readLate = async () => {
      for await (const part of formParts(typeOf(sent), cutOff())) {
        if ("value" in part) continue;
        await over.promise;
        await new Promise((resolve) => setImmediate(resolve));
        await part.bytes[Symbol.asyncIterator]().next();
      }
    };
    await assert.rejects(readLate());
    for (const kind of ["error", "unhandledrejection"]) removeEventListener(kind, listen);
    assert.deepEqual(unhandled, []);
  });

  it("refuses more files or fields than it takes, instead of skipping some", async () => {
    const files = form(Array(21).fill("a"));
    await assert.rejects(read(typeOf(files), bytesOf(files)), {
      code: "invalid",
      message: /20 files/,
    });
    const data = new FormData();
    for (let i = 0; i < 51; i++) data.append(`field${i}`, "x");
    const fields = new Response(data);
    const refusal = { code: "invalid", message: /50 fields/ };
    await assert.rejects(read(typeOf(fields), bytesOf(fields)), refusal);
  });

  it("refuses other kinds of bodies", async () => {
    const sent = new Response("a=b");
    await assert.rejects(read("text/plain", bytesOf(sent)), { code: "malformed" });
  });
});
