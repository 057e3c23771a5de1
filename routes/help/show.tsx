import { Hono } from "hono";
import { HelpPage } from "../../views/help/show.tsx";
import type { Visitor } from "../http/context.ts";

/** GET /help: how to read the pages, and their words; for everybody. */
export const helpPage = () =>
  new Hono<Visitor>().get("/help", (c) => c.render(<HelpPage />, { title: "Help" }));
