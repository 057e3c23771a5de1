import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { AppError } from "../../../domain/errors.ts";
import { BodyBudget } from "../../../routes/http/body_budget.ts";
import { spooled } from "../../../routes/http/spooled_body.ts";
import { rawConnection, requestHead } from "../../support/raw.ts";
import { until } from "../../support/until.ts";

const MB = 2 ** 20;
const SIZE = 3 * MB + 5;
const bytes = () => Uint8Array.from({ length: SIZE }, (_, i) => i * i);
const limits = (idleMs = 60_000) => ({
  budget: new BodyBudget({ clientBytes: SIZE, totalBytes: 2 * SIZE }),
  idleMs,
});

let folder: string;
beforeAll(async () => {
  folder = await Deno.makeTempDir();
  Deno.env.set("TMPDIR", folder);
});
afterAll(async () => {
  Deno.env.delete("TMPDIR");
  await Deno.remove(folder, { recursive: true });
});

describe("the body of a large response", () => {
  it("is read whole, from a file that has no name", async () => {
    const body = await spooled("alice", bytes(), limits());
    assert.ok(body instanceof ReadableStream);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    assert.deepEqual(await new Response(body).bytes(), bytes());
  });

  it("is kept in memory up to 1 MB", async () => {
    const small = new Uint8Array(MB);
    assert.equal(await spooled("alice", small, limits()), small);
  });

  it("counts until it is read or left, for its client and in all", async () => {
    const counted = limits();
    const first = await spooled("alice", bytes(), counted) as ReadableStream;
    await assert.rejects(spooled("alice", bytes(), counted), { status: 429 });
    await spooled("bob", bytes(), counted);
    await assert.rejects(spooled("charlie", bytes(), counted), { status: 503 });
    await first.cancel();
    const again = await spooled("charlie", bytes(), counted) as ReadableStream;
    await new Response(again).bytes();
    await spooled("alice", bytes(), counted);
  });

  it("ends when its client does not read", async () => {
    const counted = limits(1);
    const server = Deno.serve({ hostname: "localhost", port: 0, onListen() {} }, async () => {
      return new Response(await spooled("alice", bytes(), counted) as ReadableStream);
    });
    const client = await rawConnection(`http://localhost:${server.addr.port}`);
    await client.send(requestHead("GET /"));
    const isFree = () => {
      try {
        counted.budget.take("alice", SIZE);
        return true;
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === "too_many");
        return false;
      }
    };
    await until(() => isFree());
    client.close();
    await server.shutdown();
  });
});
