import { as, type TestApp } from "../../support/app.ts";
import type { Ask, Cases } from "./cases.ts";

/** A request to a door for devices, whose only right is the key of a logger: a session is none. */
const device = (path: string): Ask => (app: TestApp) => as(app, app.cast.charlie).post(path);
const look = (path: string): Ask => (app: TestApp) => as(app, app.cast.charlie).get(path);

export const devices: Cases = {
  others: {
    "GET /ping": [look("/ping"), 204],
    "GET /health": [look("/health"), 200],
    "GET /query": [look("/query?q=SHOW+DATABASES"), 401],
    "POST /query": [device("/query"), 401],
    "POST /write": [device("/write"), 401],
    "POST /api/v2/write": [device("/api/v2/write"), 401],
  },
};
