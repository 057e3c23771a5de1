import type { Viewer } from "../domain/account/viewer.ts";
import type { PropsWithChildren } from "hono/jsx";
import type { Status } from "../domain/operations/status.ts";
import { StatusBanner } from "./ui/banner.tsx";
import { ICON, Logo } from "./ui/logo.tsx";

/** The colours of the pages; `system` follows the browser's setting. */
export type Theme = "system" | "light" | "dark";

type ShownViewer = Pick<Viewer, "email" | "site_group_name" | "is_admin">;

export interface LayoutProps {
  title: string;
  /** Undefined if nobody is signed in. */
  viewer?: ShownViewer;
  /** Path of this page, which the menu marks as the current one. */
  path: string;
  theme: Theme;
  /** Confirms what the form before this page has done. */
  done?: string;
  banner?: Status;
  assets: { style: string; htmx: string; script: string };
  /** Of the program, as in "0.9.0". */
  version: string;
}

/** Renders the whole HTML document around a page. */
export function Layout(props: PropsWithChildren<LayoutProps>) {
  const { title, viewer, theme, done, banner, assets, version, children } = props;
  return (
    <html lang="en-GB" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <meta name="htmx-config" content="includeIndicatorCSS:false" />
        <title>{`${title} – Sitecast`}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={assets.style} />
        <script src={assets.htmx} defer></script>
        <script src={assets.script} defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <Header {...props} />
        {banner && <StatusBanner {...banner} />}
        <main id="main" tabindex={-1}>
          <div id="status" role="status">{done && <p class="notice done">{done}</p>}</div>
          {children}
        </main>
        <footer>
          <p>
            Sitecast {version}: open forecasts for solar and wind sites. <a href="/help">Help</a>
            {!viewer && (
              <>
                , <a href="/status">status</a>
              </>
            )}
          </p>
        </footer>
      </body>
    </html>
  );
}

const MENU = [
  ["Sites", "/sites"],
  ["Loggers", "/loggers"],
  ["Charging", "/charging"],
  ["Models", "/models"],
  ["Account", "/account"],
  ["Status", "/status"],
] as const;
const ADMIN_MENU = [
  ["Groups", "/admin/groups"],
  ["Users", "/admin/users"],
  ["All sites", "/admin/sites"],
  ["All models", "/admin/models"],
  ["Usage", "/admin/usage"],
  ["Security", "/admin/security"],
] as const;

function Header({ viewer, path }: LayoutProps) {
  return (
    <header class="top">
      <a class="brand" href="/">
        <Logo /> <span>Sitecast</span>
      </a>
      {viewer && (
        <>
          <Menu label="Main" items={MENU} path={path} />
          <Account {...viewer} />
          {viewer.is_admin && <Menu label="Admin" items={ADMIN_MENU} path={path} />}
        </>
      )}
    </header>
  );
}

interface MenuProps {
  label: string;
  items: readonly (readonly [label: string, href: string])[];
  path: string;
}

function Menu({ label, items, path }: MenuProps) {
  const isHere = (href: string) => path === href || path.startsWith(`${href}/`);
  return (
    <nav aria-label={label} class={label.toLowerCase()}>
      {label !== "Main" && <span class="muted">{label}</span>}
      {items.map(([text, href]) => (
        <a href={href} aria-current={isHere(href) ? "page" : undefined}>{text}</a>
      ))}
    </nav>
  );
}

function Account({ email, site_group_name, is_admin }: ShownViewer) {
  return (
    <div class="account">
      <p>
        <span class="email">{email}</span>{" "}
        <span class="muted">
          <bdi>{site_group_name}</bdi>
          {is_admin && ", admin"}
        </span>
      </p>
      <form method="post" action="/sign-out">
        <button type="submit">Sign out</button>
      </form>
    </div>
  );
}
