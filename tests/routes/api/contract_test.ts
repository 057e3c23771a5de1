import "../../support/properties.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  type Described,
  describedBy,
  type DescribedOperation,
} from "../../support/api_document.ts";
import { type ApiRequest, ApiRequests } from "../../support/api_requests.ts";
import { type ApiKeys, apiWorld } from "../../support/api_world.ts";
import { type TestApp, testApp } from "../../support/app.ts";
import { everyWay } from "../../support/every_way.ts";

/** Of each operation and kind of request. */
const RUNS = Number(Deno.env.get("CONTRACT_RUNS") ?? (everyWay ? 10 : 1));

let app: TestApp;
let described: Described;
let keys: ApiKeys;
let requests: ApiRequests;
let tokens: Record<string, string>;
beforeAll(async () => {
  app = await testApp();
  described = await describedBy(app);
  keys = await apiWorld(app);
  requests = new ApiRequests(described, keys);
  const { alice, ada, charlie } = app.cast;
  tokens = {
    user: alice.token,
    admin: ada.token,
    stranger: charlie.token,
    reader: alice.readToken,
  };
});
afterAll(() => app.close());

/** What is there is removed last. */
const ORDER = ["get", "post", "put", "patch", "delete"];
const ENDS = /\/(leave|remove|active|assignment|undo)$|^\/users|^\/groups/;

const inOrder = () =>
  described.operations.toSorted((a, b) => rank(a) - rank(b) || b.path.length - a.path.length);
const rank = ({ method, path }: DescribedOperation) =>
  ORDER.indexOf(method) + (method !== "get" && ENDS.test(path) ? ORDER.length : 0);

async function send(
  one: DescribedOperation,
  { address, body }: ApiRequest,
  token: string,
  to = app,
) {
  const json: Record<string, string> = body === undefined
    ? {}
    : { "content-type": "application/json" };
  return await to.fetch(`/api/v1${address}`, {
    method: one.method.toUpperCase(),
    headers: { authorization: `Bearer ${token}`, ...json },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** Sends some of the requests that `make` makes of each operation; lists what is wrong with responses. */
async function faultsOf(
  make: (one: DescribedOperation) => fc.Arbitrary<ApiRequest>,
  isRight: (response: Response) => boolean,
): Promise<string[]> {
  const faults: string[] = [];
  const actors = Object.keys(tokens);
  for (const [at, one] of inOrder().entries()) {
    for (const [run, request] of fc.sample(make(one), RUNS).entries()) {
      const actor = actors[(at + run) % actors.length]!;
      const response = await send(one, request, tokens[actor]!);
      const isFine = isRight(response);
      const fault = await described.faultOf(one, response);
      const text = `${actor}: ${one.method} ${request.address} ${
        JSON.stringify(request.body) ?? ""
      }`;
      if (fault || !isFine) faults.push(`${text.slice(0, 400)}\n  ${fault || response.status}`);
    }
  }
  return faults;
}

describe("each operation of the API", () => {
  it("refuses requests with a fault, by a problem that is described", async () => {
    const isRefused = ({ status }: Response) => status >= 400 && status < 500;
    const faults = await faultsOf((one) => requests.invalid(one), isRefused);
    assert.deepEqual(faults, []);
  });

  it("responds to what its description allows by what is described", async () => {
    const faults = await faultsOf((one) => requests.valid(one), ({ status }) => status < 500);
    assert.deepEqual(faults, []);
  });
});

describe("the examples of the API", () => {
  /** Operations that an example alone cannot do, by what it lacks in the world of these tests. */
  const REFUSED: Record<string, number> = {
    "delete /sites/{site_uuid}": 422, // that its measurements may go
    "get /sites/{site_uuid}/charging-windows": 422, // how much is to be charged
    "patch /users/{user_uuid}": 422, // an address that no user has
    "post /charging/imports": 422, // a file
    "post /imports": 415, // a file
    "post /loggers/{logger_uuid}/flush": 422, // the name of the logger
    "post /loggers/{logger_uuid}/rules": 422, // a variable of the logger
    "post /tokens/rotate": 403, // a token that may rotate
    "put /sites/{site_uuid}/assignment": 422, // a model that is there
  };

  it("are taken, where what they name is there", async () => {
    const app = await testApp();
    try {
      const requests = new ApiRequests(described, await apiWorld(app));
      const { alice, ada } = app.cast;
      app.clock.now = Temporal.Instant.from("2026-06-21T12:00:00Z"); // after what the examples send
      const others: string[] = [];
      for (const one of inOrder()) {
        const request = requests.example(one);
        let response = await send(one, request, alice.token, app);
        if (response.status === 403) response = await send(one, request, ada.token, app);
        const { status } = response;
        const route = `${one.method} ${one.path}`;
        const fault = await described.faultOf(one, response.clone());
        const isGone = status === 404 || status === 409;
        if (!fault && (status < 300 || isGone || REFUSED[route] === status)) continue;
        others.push(`${route}: ${status} ${fault} ${(await response.text()).slice(0, 300)}`);
      }
      assert.deepEqual(others, []);
    } finally {
      await app.close();
    }
  });
});
