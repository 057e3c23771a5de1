/** A name of InfluxDB's line protocol, as variables have it: measurement, tags in order, field. */
export interface LineName {
  measurement: string;
  tags: Map<string, string>;
  field: string;
}

/** Returns the parts of `W,domain=sensor,entity_id=pv.value`; null for other names. */
export function lineName(name: string): LineName | null {
  const dot = name.lastIndexOf(".");
  if (dot < 1) return null;
  const [measurement, ...tags] = name.slice(0, dot).split(/(?<!\\),/);
  const pairs = tags.map((tag): [string, string] => {
    const at = tag.indexOf("=");
    return [tag.slice(0, at), tag.slice(at + 1)];
  });
  return { measurement: measurement!, tags: new Map(pairs), field: name.slice(dot + 1) };
}
