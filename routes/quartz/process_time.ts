import { createMiddleware } from "hono/factory";

/** Says in X-Process-Time how many seconds a request took, but for unexpected errors. */
export const processTime = createMiddleware(async (c, next) => {
  const start = performance.now();
  await next();
  if (c.res.status === 500) return;
  c.res.headers.set("X-Process-Time", String((performance.now() - start) / 1000));
});
