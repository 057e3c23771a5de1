import { Hono } from "hono";
import { found } from "../../domain/errors.ts";
import { problemCode, PROBLEMS } from "../../domain/problems.ts";
import { ProblemList } from "../../views/problems/list.tsx";
import { ProblemPage } from "../../views/problems/show.tsx";
import type { Visitor } from "../http/context.ts";

/** GET /api/problems and /api/problems/{code}: what problems mean and what to do; for everybody. */
export const problemPages = () =>
  new Hono<Visitor>()
    .get("/", (c) => c.render(<ProblemList />, { title: "Problems of the API", quiet: true }))
    .get("/:code", (c) => {
      const code = found(problemCode(c.req.param("code")), "problem");
      return c.render(<ProblemPage code={code} />, { title: PROBLEMS[code].title, quiet: true });
    });
