import { InfluxDB as InfluxDB1 } from "influx";
import assert from "node:assert/strict";

/** Where a client writes, and by which key. */
interface Target {
  port: number;
  key: string;
}

const AT = 1_790_000_000;
const FIXTURES = new URL("../fixtures/loggers/", import.meta.url);
export const fixture = (name: string) => new URL(name, FIXTURES);

/** Clients of InfluxDB as they are published. Each writes some readings as its users do. */
export const CLIENTS: Record<string, (target: Target) => Promise<void>> = {
  "npm @influxdata/influxdb-client": ({ port, key }) =>
    run("node", [fixture("influxdb_client.mjs").pathname, String(port), key]),
  "npm influx": async ({ port, key }) => {
    const [host, database] = ["127.0.0.1", "site"];
    const client = new InfluxDB1({ host, port, database, username: "somebody", password: key });
    const [found] = await client.ping(5000);
    assert.deepEqual([found?.online, found?.version], [true, "1.8.10"]);
    await client.createDatabase("site");
    const fields = { power: 1234.5, ok: true, state: 'run, "x"' };
    const point = { measurement: "pv", tags: { inverter: "1" }, fields, timestamp: AT };
    await client.writePoints([point], { precision: "s" });
  },
  "Debian influxdb-client": ({ port, key }) =>
    run("influx", [
      "-import",
      `-path=${fixture("influx_import.txt").pathname}`,
      "-precision=s",
      "-host=127.0.0.1",
      `-port=${port}`,
      "-username=somebody",
      `-password=${key}`,
    ]),
  "Debian python3-influxdb": ({ port, key }) =>
    run("/usr/bin/python3", [fixture("python3_influxdb.py").pathname, String(port), key]),
};

async function run(program: string, args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  assert.ok(success, said);
}
