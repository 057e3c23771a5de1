import { signedInRouter } from "../http/router.ts";
import { listState } from "./list_query.ts";
import { respondWithSessions } from "./session_file.ts";

/** GET /charging.csv: every session of the list with the same filters and order. */
export const sessionListCsv = () =>
  signedInRouter().get("/charging.csv", async (c) => {
    const { filter, order } = listState(c);
    return await respondWithSessions(c, { filter, order }, c.var);
  });
