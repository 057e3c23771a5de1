import { as, type TestApp, withToken } from "../../support/app.ts";

/** A stranger's request for something of alice's; `site` is hers, or one that nobody has. */
export type Ask = (app: TestApp, site: string) => Promise<Response>;

export interface Cases {
  /** Routes of one site, by "METHOD /path": a stranger's is as if it weren't there (404). */
  ofASite?: Record<string, Ask>;
  /** Other routes: the request, and the status that charlie gets. */
  others?: Record<string, [ask: Ask, status: number]>;
}

type Path = (site: string, app: TestApp) => string;

export const page = (path: Path): Ask => (app, site) =>
  as(app, app.cast.charlie).get(path(site, app));

export const post = (path: Path, form: Record<string, string> = {}): Ask => (app, site) =>
  as(app, app.cast.charlie).post(path(site, app), form);

type Method = "get" | "post" | "put" | "patch" | "delete";

/** Under /api/v1, with a token that may write. */
export const api = (path: Path, method: Method = "get", body: unknown = {}): Ask => (app, site) =>
  withToken(app, app.cast.charlie.token)[method](`/api/v1${path(site, app)}`, body);
