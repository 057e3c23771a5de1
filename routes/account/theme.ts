import { AppError } from "../../domain/errors.ts";
import { readForm } from "../http/form.ts";
import { signedInRouter } from "../http/router.ts";
import { theme, writeTheme } from "../http/theme.ts";

/** POST /account/theme */
export const accountTheme = () =>
  signedInRouter().post("/account/theme", async (c) => {
    const { data, error } = theme.safeParse((await readForm(c)).theme);
    if (error) throw new AppError("invalid", error.issues[0]!.message);
    writeTheme(c, data);
    return c.redirect("/account", 303);
  });
