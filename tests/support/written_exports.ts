import { comma, exported, moments } from "./exports.ts";

const Q = moments(15);
const FIVE = moments(5);
const HOURS = moments(60, 2);

/** Exports in several languages and ways to write; the values are made up. */
export const OF_LANGUAGES: [name: string, text: string, expected: string][] = [
  [
    "French",
    exported(
      "Date et heure;Production (kWh);Consommation (kWh);Injection réseau (kWh);Soutirage réseau (kWh)",
      HOURS,
      (m) => `${m.dmy} ${m.clock};${comma(m.power * 5)};0,512;${comma(m.power * 3)};0,120`,
    ),
    "Production (kWh) | energy kWh | dmy start 60 Europe/Berlin",
  ],
  [
    "Spanish, of a meter with what was fed in only",
    exported(
      "CUPS;Fecha;Hora;Consumo_kWh;Metodo_obtencion;Energia_vertida_kWh",
      HOURS,
      (m) =>
        `ES001;${m.ymd.replaceAll("-", "/")};${
          m.later === "00:00" ? "24:00" : m.later
        };0,234;Real;${comma(m.power * 3)}`,
    ),
    "Energia_vertida_kWh | energy kWh | ymd end 60 Europe/Berlin | measures?",
  ],
  [
    "Italian",
    exported(
      "Data;Ora;Energia prodotta (kWh);Energia immessa in rete (kWh);Energia prelevata (kWh)",
      HOURS,
      (m) => `${m.dmy};${m.clock};${comma(m.power * 3)};${comma(m.power * 2)};0,200`,
    ),
    "Energia prodotta (kWh) | energy kWh | dmy start 60 Europe/Berlin | label?",
  ],
  [
    "Dutch",
    exported(
      "Datum/tijd;Opgewekt (kWh);Verbruik (kWh);Teruglevering (kWh)",
      HOURS,
      (m) =>
        `${m.dmy.replaceAll("/", "-")} ${m.clock};${comma(m.power * 3)};0,2;${comma(m.power * 2)}`,
    ),
    "Opgewekt (kWh) | energy kWh | dmy start 60 Europe/Berlin | label?",
  ],
  [
    "Portuguese, energy before power",
    exported(
      "Data;Hora;Potência ativa (kW);Energia gerada (kWh)",
      HOURS,
      (m) => `${m.dmy};${m.clock};${comma(m.power * 3)};${comma(m.power * 3)}`,
    ),
    "Energia gerada (kWh) | energy kWh | dmy start 60 Europe/Berlin | label?",
  ],
  [
    "the total of a wind farm in MW, its turbines beside it",
    exported(
      "sep=;\nTimestamp (UTC);Active Power Total [MW];Wind Speed [m/s];Turbine 1 [MW];Turbine 2 [MW]",
      HOURS,
      (m) => `${m.ymd} ${m.clock};${comma(0.003 + m.power / 500)};7,5;0,001;0,001`,
    ),
    "Active Power Total [MW] | power MW | ymd start 60 UTC | label?",
  ],
  [
    "mean, lowest and highest power of a turbine",
    exported(
      "Timestamp;Power Avg (kW);Power Min (kW);Power Max (kW);Power StdDev (kW);Wind Speed Avg (m/s)",
      Q,
      (m) => `${m.ymd} ${m.clock};${(m.power * 4).toFixed(2)};1;5;0.3;7`,
    ),
    "Power Avg (kW) | power kW | ymd start 15 Europe/Berlin | label?",
  ],
  [
    "ends of hours",
    exported(
      "Date,Hour Ending,Net Generation (kWh)",
      HOURS,
      (m) => `${m.mdy},${m.later === "00:00" ? "24:00" : m.later},${(m.power * 5).toFixed(3)}`,
    ),
    "Net Generation (kWh) | energy kWh | mdy end 60 Europe/Berlin",
  ],
  [
    "starts and ends of a meter in German",
    exported(
      "Von;Bis;Einspeisung (kWh);Bezug (kWh)",
      Q.slice(0, -1),
      (m) => `${m.dotted} ${m.clock};${m.dotted} ${m.later};${comma(m.power)};0,1`,
    ),
    "Einspeisung (kWh) | energy kWh | dmy start and end 15 Europe/Berlin | measures?",
  ],
  [
    "counters of what a meter gave, by tariff",
    exported(
      "time;Import T1 kWh;Import T2 kWh;Export T1 kWh;Export T2 kWh",
      HOURS,
      (m) =>
        `${m.ymd} ${m.clock};1234.5;2345.6;${(100 + m.index * 0.1).toFixed(3)};${
          (200 + m.index * 0.2).toFixed(3)
        }`,
    ),
    "Export T1 kWh + Export T2 kWh | lifetime_counter kWh | ymd end 60 Europe/Berlin | measures?",
  ],
  [
    "thousands with dots, and nothing else with a mark",
    exported(
      "Zeit;Erzeugung (W)",
      FIVE,
      (m) => `${m.dotted} ${m.clock};${Math.round(m.power * 5000).toLocaleString("de")}`,
    ),
    "Erzeugung (W) | power W | dmy start 5 Europe/Berlin | label?",
  ],
  [
    "three digits behind each comma",
    exported(
      "Zeit;Erzeugung (kW)",
      HOURS,
      (m) => `${m.dotted} ${m.clock};${m.power > 0.3 ? comma(1 + m.power * 4) : 0}`,
    ),
    "Erzeugung (kW) | power kW | dmy start 60 Europe/Berlin | decimal? | label?",
  ],
  [
    "power in kW that can only be W",
    exported("Time;PV power (kW)", Q, (m) => `${m.ymd} ${m.clock};${Math.round(m.power * 5000)}`),
    "PV power (kW) | power W | ymd start 15 Europe/Berlin | unit?",
  ],
  [
    "times of 12 hours",
    exported("Date & Time,Solar Produced (Wh)", Q, (m) => {
      const hour = Math.floor(m.hour);
      return `${m.mdy} ${hour % 12 || 12}${m.clock.slice(2)} ${hour < 12 ? "AM" : "PM"},${
        (m.power * 900).toFixed(0)
      }`;
    }),
    "Solar Produced (Wh) | energy Wh | mdy start 15 Europe/Berlin",
  ],
  [
    "a day whose date can be read in two ways",
    exported(
      "Time,PV Power (W)",
      moments(15, 1, 3, 4),
      (m) => `${m.dmy} ${m.clock},${(m.power * 3000).toFixed(0)}`,
    ),
    "PV Power (W) | power W | dmy start 15 Europe/Berlin | time?",
  ],
  [
    "two days that follow each other in one order only",
    exported(
      "Time,PV Power (W)",
      moments(15, 2, 3, 4),
      (m) => `${m.dmy} ${m.clock},${(m.power * 3000).toFixed(0)}`,
    ),
    "PV Power (W) | power W | dmy start 15 Europe/Berlin",
  ],
  [
    "neither header nor proof",
    exported("", HOURS, (m) => `${m.ymd} ${m.clock},${(m.power * 3).toFixed(3)}`).slice(1),
    "Column 2 | power kW | ymd start 60 Europe/Berlin | unit? | label?",
  ],
  [
    "energy of nobody knows what",
    exported(
      "Date,Energy (kWh)",
      HOURS,
      (m) => `${m.ymd} ${m.clock},${(0.3 + m.power).toFixed(2)}`,
    ),
    "Energy (kWh) | energy kWh | ymd start 60 Europe/Berlin | measures? | label?",
  ],
  [
    "a counter of a home's sensor",
    exported(
      "entity_id,state,last_changed",
      HOURS,
      (m) =>
        `sensor.solar_energy_total,${
          (1234.5 + m.index * 0.7).toFixed(1)
        },${m.ymd}T${m.clock}:13.1Z`,
    ),
    "state | lifetime_counter kWh | ymd end 60 UTC",
  ],
];
