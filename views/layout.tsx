import type { PropsWithChildren } from "hono/jsx";
import { ICON, Mark } from "./ui/mark.tsx";

export interface Viewer {
  email: string;
  site_group_name: string;
  is_admin: boolean;
}

export interface LayoutProps {
  title: string;
  /** Undefined: nobody is signed in. */
  viewer?: Viewer;
  assets: { style: string; htmx: string; script: string };
}

/** The whole document around a page. */
export function Layout({ title, viewer, assets, children }: PropsWithChildren<LayoutProps>) {
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content="includeIndicatorCSS:false" />
        <title>{`${title} – Sitecast`}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={assets.style} />
        <script src={assets.htmx} defer></script>
        <script src={assets.script} defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <Header viewer={viewer} />
        <main id="main" tabindex={-1}>
          <div id="status" role="status"></div>
          {children}
        </main>
        <footer>
          <p>Sitecast: open forecasts for solar and wind sites.</p>
        </footer>
      </body>
    </html>
  );
}

function Header({ viewer }: { viewer?: Viewer }) {
  return (
    <header class="top">
      <a class="brand" href="/">
        <Mark /> <span>Sitecast</span>
      </a>
      {viewer && (
        <>
          <nav aria-label="Main">
            <a href="/sites">Sites</a>
          </nav>
          <Account {...viewer} />
        </>
      )}
    </header>
  );
}

function Account({ email, site_group_name, is_admin }: Viewer) {
  return (
    <div class="account">
      <p>
        <span class="email">{email}</span>{" "}
        <span class="muted">{is_admin ? `${site_group_name}, admin` : site_group_name}</span>
      </p>
      <form method="post" action="/sign-out">
        <button type="submit">Sign out</button>
      </form>
    </div>
  );
}
