import { SessionsPage } from "../../views/charging/list.tsx";
import { scopedRouter } from "../http/router.ts";

/** GET /charging */
export const sessionList = () =>
  scopedRouter().get("/charging", (c) => c.render(<SessionsPage />, { title: "Charging" }));
