/** A page above the current one: its name and its address. */
export type Crumb = readonly [name: string, href: string];

/** Links to the pages above the current one, the highest first. */
export function Breadcrumb({ trail }: { trail: readonly Crumb[] }) {
  return (
    <p class="breadcrumb">
      {trail.map(([name, href], at) => (
        <>
          {at > 0 && " / "}
          <a href={href}>
            <bdi>{name}</bdi>
          </a>
        </>
      ))}
    </p>
  );
}
