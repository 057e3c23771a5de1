import { type Context, type Env, Hono, type MiddlewareHandler } from "hono";
import { every } from "hono/combine";
import { createMiddleware } from "hono/factory";
import { recentSignIn } from "../middleware/recent_sign_in.tsx";
import { adminScoped, lightScoped, longScoped, scoped } from "../middleware/scope.ts";
import type { Administering, Scoped, Services, SignedIn } from "./context.ts";

type PageHandler<E extends Env> = (c: Context<E>) => Response | Promise<Response>;

/**
 * Pages for signed-in people. The middleware `open` runs before each handler and for no other one, so
 * that neither a neighbour's address nor the order of mounting matters.
 */
export class PageRouter<E extends Env> {
  readonly routes = new Hono<SignedIn>();
  #open: MiddlewareHandler<E>;

  constructor(open: MiddlewareHandler<E>) {
    this.#open = open;
  }

  /**
   * Asks for the password again before the routes that follow, if it was not given in the last 15
   * minutes: they show or change what protects the account.
   */
  afterPassword(): this {
    this.#open = every(recentSignIn, this.#open);
    return this;
  }

  get(path: string, handler: PageHandler<E>): this {
    this.routes.get(path, this.#open, handler);
    return this;
  }

  post(path: string, handler: PageHandler<E>): this {
    this.routes.post(path, this.#open, handler);
    return this;
  }
}

/** Makes the router of one address or a few, to be listed in a mount table (routes/app.ts). */
export type Page = (services: Services) => { routes: Hono<SignedIn> };

/** Routes whose handlers have `c.var.sql` in the scope of the viewer's group. */
export const scopedRouter = () => new PageRouter<Scoped>(scoped);

/** The same for pages that read a few rows: they come while the others wait for connections. */
export const lightRouter = () => new PageRouter<Scoped>(lightScoped);

/** The same for pages whose forms may take minutes. */
export const longRouter = () => new PageRouter<Scoped>(longScoped);

/** Routes whose handlers have `c.var.sql` in a scope that sees all groups; 404 for others than admins. */
export const adminRouter = () => new PageRouter<Administering>(adminScoped);

/** Routes whose handlers know the viewer and open no scope. */
export const signedInRouter = () => new PageRouter<SignedIn>(createMiddleware((_, next) => next()));
