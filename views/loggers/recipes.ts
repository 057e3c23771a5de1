/** Where devices send, and with which key. */
export interface RecipeProps {
  /** Origin at which people reach the service: `https://sitecast.example`. */
  origin: string;
  /** The key of the logger, or what stands in for it. */
  key: string;
}

/** How one program is told to send to a logger. */
export interface Recipe {
  /** Unique on the page. */
  id: string;
  title: string;
  /** Where the text goes. */
  where: string;
  text: string;
  hint?: string;
}

/** What stands in for a key that is shown nowhere any more. */
export const NO_KEY = "YOUR-KEY";

/** Name for what other services call a database, a bucket or an organisation; any name is taken. */
const ANY = "sitecast";

/** Returns how each known program is told to send, for copying as it is. */
export function recipes(props: RecipeProps): Recipe[] {
  return [
    telegraf(props),
    telegrafV1(props),
    homeAssistant(props),
    evcc(props),
    espHome(props),
    openEvse(props),
    curl(props),
  ];
}

const telegraf = ({ origin, key }: RecipeProps): Recipe => ({
  id: "telegraf",
  title: "Telegraf",
  where: "In /etc/telegraf/telegraf.conf, or a file below telegraf.d:",
  text: `[[outputs.influxdb_v2]]
  urls = ["${origin}"]
  token = "${key}"
  organization = "${ANY}"
  bucket = "${ANY}"`,
  hint: "Organisation and bucket can have any name. Telegraf keeps what it could not send, and " +
    "sends it again.",
});

const telegrafV1 = ({ origin, key }: RecipeProps): Recipe => ({
  id: "telegraf-1",
  title: "Telegraf and others, by InfluxDB 1",
  where: "The same by the older protocol, which many programs speak: user and password.",
  text: `[[outputs.influxdb]]
  urls = ["${origin}"]
  database = "${ANY}"
  skip_database_creation = true
  username = "${ANY}"
  password = "${key}"`,
  hint: "User and database can have any name.",
});

function homeAssistant({ origin, key }: RecipeProps): Recipe {
  const { hostname, protocol, port } = new URL(origin);
  const isSecure = protocol === "https:";
  return {
    id: "home-assistant",
    title: "Home Assistant",
    where: "In configuration.yaml; then check the configuration, and restart:",
    text: `influxdb:
  api_version: 2
  ssl: ${isSecure}
  host: ${hostname}
  port: ${port || (isSecure ? 443 : 80)}
  token: ${key}
  organization: ${ANY}
  bucket: ${ANY}
  max_retries: 10
  include:
    entities:
      - sensor.pv_power
      - sensor.pv_energy`,
    hint: "List the entities that you want to send; without the list all are sent, and the first " +
      `500 variables are kept. To set it up in the browser instead, add the integration InfluxDB, ` +
      `version 2.x, with the address ${origin}, the key as the token, and ${ANY} as the ` +
      "organisation and the bucket.",
  };
}

const evcc = ({ origin, key }: RecipeProps): Recipe => ({
  id: "evcc",
  title: "evcc",
  where: "In evcc.yaml, or in the configuration of evcc under InfluxDB:",
  text: `influx:
  url: ${origin}
  database: ${ANY}
  token: ${key}
  org: ${ANY}`,
});

const espHome = ({ origin, key }: RecipeProps): Recipe => ({
  id: "esphome",
  title: "ESPHome",
  where: "In the configuration of the device, with the ids of its own sensors:",
  text: `http_request:
  timeout: 10s

interval:
  - interval: 10s
    then:
      - http_request.post:
          url: ${origin}/api/v2/write
          request_headers:
            Authorization: Token ${key}
          body: !lambda |-
            return "esphome pv_power=" +
              std::to_string(id(pv_power).state);`,
  hint: "An ESP8266 cannot check certificates: it needs verify_ssl: false below http_request. If " +
    "the device is part of Home Assistant, Home Assistant can send its values instead, and keeps " +
    "them while the network is down.",
});

const openEvse = ({ origin, key }: RecipeProps): Recipe => ({
  id: "openevse",
  title: "OpenEVSE, emonPi and others, by EmonCMS",
  where: "On the page of the device, under EmonCMS (OpenEVSE: Services):",
  text: `Server:   ${origin}
Node:     openevse
API key:  ${key}`,
  hint: "Variables are called node/name: openevse/amp.",
});

const curl = ({ origin, key }: RecipeProps): Recipe => ({
  id: "curl",
  title: "curl, or a script of yours",
  where: "Sends one value, measured now:",
  text: `curl -i "${origin}/api/v2/write" \\
  -H "Authorization: Token ${key}" \\
  --data-binary "house pv_power=1234.5"`,
  hint: "204 means that it is stored. With a time at the end of the line, in nanoseconds since " +
    "1970 or in the unit that ?precision=s names, older values are sent.",
});
