import { mustHaveFactor } from "../../../domain/account/factor.ts";
import * as factors from "../../../sql/account/factors.ts";
import { FactorPage } from "../../../views/account/factor/show.tsx";
import { signedInRouter } from "../../http/router.ts";

/** GET /account/factor */
export const factorPage = () =>
  signedInRouter().get("/account/factor", async (c) => {
    const { viewer, services: { database, settings } } = c.var;
    const factor = await factors.find(database.owner, viewer.user_uuid);
    const isRequired = mustHaveFactor(settings.factorRequired, viewer);
    return c.render(<FactorPage factor={factor} isRequired={isRequired} />, {
      title: "Second factor",
    });
  });
