import * as securityEvents from "../../../sql/operations/security_events.ts";
import { dayOf } from "../../../domain/time/time.ts";
import { EventsTable, SecurityPage } from "../../../views/admin/security/list.tsx";
import { page, paged } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { securityQuery } from "./query.ts";

/** GET /admin/security */
export const securityLog = () =>
  adminRouter().get("/admin/security", async (c) => {
    const { sql, services } = c.var;
    const { query, errors } = securityQuery(c.req.query(), dayOf(services.now(), "UTC"));
    if (errors.length > 0) {
      c.status(422);
      return c.render(<SecurityPage query={query} errors={errors} />, { title: "Security" });
    }
    const shown = page(c);
    const { rows, hasNext } = paged(await securityEvents.list(sql, query, shown));
    const props = { query, events: rows, page: shown.page, hasNext };
    return c.render(<SecurityPage {...props} />, {
      title: "Security",
      parts: { events: <EventsTable {...props} /> },
    });
  });
