const PAGES = [
  ["Sessions", "/charging"],
  ["Costs", "/charging/costs"],
  ["Energy", "/charging/energy"],
  ["Networks", "/charging/networks"],
  ["Locations", "/charging/locations"],
  ["Vehicles", "/charging/vehicles"],
  ["Review", "/charging/review"],
  ["Settings", "/charging/settings"],
] as const;

/** Links to the pages of charging, the present one marked. */
export function ChargingNav({ here }: { here: typeof PAGES[number][1] }) {
  return (
    <nav class="filter" aria-label="Charging">
      {PAGES.map(([text, href]) => (
        <a href={href} aria-current={href === here ? "page" : undefined}>{text}</a>
      ))}
    </nav>
  );
}
