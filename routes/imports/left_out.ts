import * as imports from "../../sql/imports/imports.ts";
import { load } from "../http/params.ts";
import { signedInRouter } from "../http/router.ts";
import { inScope } from "../middleware/scope.ts";
import { IMPORT } from "./address.ts";
import { leftOutCsv } from "./left_out_file.ts";

/** GET /imports/{uuid}/left-out: the lines that brought nothing, and why, as CSV. */
export const importLeftOut = () =>
  signedInRouter().get(`${IMPORT}/left-out`, async (c) => {
    const { import_uuid } = await inScope(
      c,
      (sql) => load({ req: c.req, var: { sql } }, "import", imports.find),
    );
    return leftOutCsv(c, import_uuid);
  });
