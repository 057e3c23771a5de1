import { router } from "./router.ts";

export function inverterRoutes() {
  return router();
}
