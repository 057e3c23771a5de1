import { Hono } from "hono";
import { StatusesTable, StatusPage } from "../../views/status/list.tsx";
import type { SignedIn } from "../http/context.ts";
import { pastStatuses } from "./past_statuses.ts";
import { limits, paged, pageNumber } from "../http/paging.ts";

/** GET /status: what the operators say and said, for everybody. */
export function statusRoutes() {
  return new Hono<SignedIn>().get("/", async (c) => {
    const { services, viewer } = c.var;
    const page = pageNumber.parse(c.req.query("page"));
    const listed = await pastStatuses(services, viewer, {
      ...limits(page),
    });
    const { rows, hasNext } = paged(listed);
    const props = {
      statuses: rows,
      page,
      hasNext,
      isAdmin: viewer.is_admin,
    };
    return c.render(<StatusPage {...props} />, {
      title: "Status",
      parts: { "statuses": <StatusesTable {...props} /> },
    });
  });
}
