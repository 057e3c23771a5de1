import * as backups from "../../sql/operations/backups.ts";
import { StatusesTable, StatusPage } from "../../views/status/list.tsx";
import { page, paged } from "../http/params.ts";
import { signedInRouter } from "../http/router.ts";
import { pastStatuses } from "./past_statuses.ts";

/** GET /status: everything that operators have posted, newest first. */
export const statusList = () =>
  signedInRouter().get("/status", async (c) => {
    const { services, viewer } = c.var;
    const { page: number, ...limits } = page(c);
    const { rows, hasNext } = paged(await pastStatuses(services, viewer, limits));
    const backup = viewer.is_admin ? await backups.state(services.database.owner) : undefined;
    const props = { statuses: rows, page: number, hasNext, isAdmin: viewer.is_admin, backup };
    return c.render(<StatusPage {...props} />, {
      title: "Status",
      parts: { "statuses": <StatusesTable {...props} /> },
    });
  });
