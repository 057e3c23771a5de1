/** What a column can be. */
export type Role =
  | "irradiance"
  | "temperature"
  | "wind_speed"
  | "money"
  | "limit"
  | "other"
  | "forecast"
  | "place"
  | "vehicle"
  | "battery"
  | "export"
  | "import"
  | "consumption"
  | "generation"
  | "net"
  | "status"
  | "generic";

/**
 * Words of headers by role, in the order in which roles are tried: English, German, French, Spanish,
 * Italian, Dutch, Portuguese and some more, in small letters and without accents. A word is found at
 * the start of a word of the header, `*word` within words, `word$` as a whole word, `=word` as the
 * whole header.
 */
export const HEADER_WORDS: readonly (readonly [Role, string])[] = [
  ["irradiance", "irradia|insolat|*strahlung|radiation|ghi$|gti$|dni$|dhi$|poa$|w m2|pyranomet"],
  [
    "irradiance",
    "rayonnement|ensoleillement|radiacion|irraggiamento|radiazione|*instraling|radiacao|insolac",
  ],
  ["temperature", "temp$|*temperatur|tamb$|tmod$|tcell$|teplota"],
  [
    "wind_speed",
    "wind speed|windspeed|wind veloc|wind dir|winddir|*windgeschw|*windricht|windsnelh",
  ],
  [
    "wind_speed",
    "vitesse du vent|vitesse vent|direction du vent|velocidad del viento|velocidad viento",
  ],
  [
    "wind_speed",
    "velocita del vento|velocita vento|velocidade do vento|velocidade vento|*windricht",
  ],
  ["wind_speed", "nacelle|rotor|pitch|yaw|gondel|blade|gust|predkosc wiatru|vindhastighet"],
  [
    "money",
    "cost|price|revenue|tariff|amount|earning|saving|*kosten|*preis|*erlos|*vergutung|*ersparnis",
  ],
  [
    "money",
    "cout|prix|coste|precio|importe$|prezzo|ricav|prijs|bedrag|custo$|preco|income|gain eur|bill",
  ],
  [
    "limit",
    "limit|rated|nominal|*nennleistung|installed|capacity|*grenze|*begrenz|setpoint|kwp$|curtail",
  ],
  [
    "limit",
    "apparent|reactive|*blindleistung|*scheinleistung|reactiv|reattiv|aparente|specific|*spezifisch",
  ],
  ["limit", "specifi|performance ratio|peak power$|co2"],
  ["forecast", "forecast|predict|expected|*prognose|*vorhersage|prevision|prevu|pronostic|previst"],
  [
    "forecast",
    "voorspel|verwacht|previs|p10$|p50$|p90$|day ahead|clear sky|theoretic|target|soll$",
  ],
  ["forecast", "erwart|attendu|esperad|attes|simul|modelled|modeled"],
  [
    "place",
    "latitud|longitud|lat$|lon$|lng$|*breitengrad|*langengrad|latitudine|breedtegraad|lengtegraad",
  ],
  [
    "other",
    "voltage|*spannung|freq|tension|current$|current [0-9l]|udc|uac|idc$|iac$|vpv|ipv|vac$",
  ],
  ["generation", "solar charger|mppt charger|*solarladeregler"],
  [
    "vehicle",
    "vehicle|vehicul|veicol|*fahrzeug|voertuig|veiculo|charger|charge point|chargepoint|evse",
  ],
  [
    "vehicle",
    "*wallbox|charging|rfid|*ladepunkt|*ladevorgang|*ladesaule|*ladestation|borne|recharge|recarga",
  ],
  [
    "vehicle",
    "ricarica|colonnina|laadpaal|laadpunt|laadsessie|carregament|ev$|car$|plug$|connector",
  ],
  ["battery", "batter|*batterie|bateri|*akku|*speicher|accu$|accumul|powerwall|storage|ess$|bms"],
  [
    "battery",
    "*geladen|discharg|decharg|descarga|scarica|*entlad|ontlad|charg|*beladung|laden|soc$|*ladezustand",
  ],
  [
    "battery",
    "state of charge|estado de carga|stato di carica|laadtoestand|etat de charge|*batterij",
  ],
  [
    "export",
    "export|feed in|feedin|feed to|fed in|fed to|to grid|to the grid|grid feed|grid out|sold|sell",
  ],
  [
    "export",
    "*einspeis|*eingespeist|*rucklief|*ruckspeis|lieferung|inject|injet|reinjec|vert|exced|inyec",
  ],
  [
    "export",
    "immess|immis|cedut|in rete|esporta|*teruglever|teruggelev|*invoeding|para a rede|surplus",
  ],
  [
    "export",
    "2 8 0|1 0 2 8|oddan|inmatning|as kwh|received|returned|return to|a la red|au reseau|ausspeis",
  ],
  [
    "import",
    "import|from grid|from the grid|grid in$|grid supply|purchas|bought|*netzbezug|bezogen|bezug",
  ],
  [
    "import",
    "netz bezogen|*bezug$|soutir|du reseau|achat|achet|de la red|compra|prelev|preliev|acquist",
  ],
  [
    "import",
    "da rete|dalla rete|afname|*netafname|van net|uit net|da rede|comprad|1 8 0|1 0 1 8|pobran|pobor",
  ],
  ["import", "delivered|levering|ae kwh|grid consum"],
  [
    "consumption",
    "consum|consomm|*verbrauch|*verbruik|usage|demand|autoconsum|autoconsom|self use|to home",
  ],
  [
    "consumption",
    "to load|to house|direct use|zuzyci|*forbruk|*forbrug|spotreba|*bedarf|autocons|used",
  ],
  [
    "generation",
    "generat|produc|produz|produkt|prodott|*produktion|*erzeug|*ertrag|yield|solar|pv|photovolt",
  ],
  [
    "generation",
    "fotovolt|*solar|generac|generad|opbrengst|*opwek|*opgewek|geprodu|geracao|gerad|produksjon",
  ],
  [
    "generation",
    "produkcj|vyrob|e today|e total|etotal|etoday|e day|eday|e tot|eac$|ppv|pdc|pac$|pac [0-9l]|p ac|ac power",
  ],
  [
    "generation",
    "ac output|ac active|output power|inverter|*wechselrichter|onduleur|inversor|*omvormer",
  ],
  [
    "generation",
    "inv[0-9]|ac[0-9]|ac$|wind power|wind onshore|wind offshore|turbine|zon$|zonne|sun$|panel|micro ?inverter|wr$|发电",
  ],
  ["net", "net$|netto|grid|saldo|reseau|rete$|red$|netz|*netzleistung|meter power"],
  [
    "consumption",
    "load|house|home|household|*haus|last$|loads|building|casa$|maison|hogar|woning|huis",
  ],
  [
    "other",
    "voltage|current|freq|phase|power factor|cos phi|*spannung|strom$|*frequenz|tension|courant",
  ],
  [
    "other",
    "corrient|corrent|spanning|stroom$|humid|pressure|precip|cloud|signal|wifi|rssi|uptime|efficien",
  ],
  [
    "other",
    "azimuth|zenith|elevation|opacity|albedo|snow|dew|availab|insulation|iso$|speed|rpm|quality|note|comment|remark|*bemerkung|duration|id$",
  ],
  ["generic", "=state|=value|=zustand|=estado|=stato|=etat|=wert|=valeur|=valor|=valore|=waarde"],
  ["status", "status|fault|error|alarm|event|mode|state$|*zustand|etat|estado|stato|code"],
  [
    "generic",
    "power|energy|*leistung|puissance|potenc|potenz|vermogen|effekt|moc$|energi|value|wert$|valeur",
  ],
  ["generic", "valor|waarde|output|reading|counter|*zahler|index|total|watt|kw|state$|wh$"],
];

/** Words that only tell something where the column has no unit of power or energy. */
export const WITHOUT_UNIT: ReadonlySet<Role> = new Set(["other", "status", "place"]);

/** Names of columns that say which inverter, or which site, a line is about. */
export const INVERTER_WORDS =
  "inverter|*wechselrichter|onduleur|inversor|omvormer|device|*gerat|appareil|dispositiv|" +
  "apparaat|serial|sn$|*seriennummer|logger|unit$|manage ?object|asset|string|mppt|equipment|source|sensor|" +
  "entity|module|num ?serie|equipo|turbine|wr$|generator|wtg|turbina|eolienne|*windrad";
export const SITE_WORDS =
  "site|plant|ss id|system|station|*anlage|installation|centrale|planta|impianto|client|park|" +
  "farm|location|facility|mpan|cups|meter id|project|instalacion|installatie|instalacao|usina|*standort";

/** Words of times, for finding a header; what is a time is decided by the cells. */
export const TIME_WORDS =
  "time|date|*zeit|*datum|heure|horodat|fecha|hora|data|ora$|orario|tijd|dato|czas|" +
  "start|end$|begin|debut|inicio|inizio|fin$|fine$|einde|fim$|period|interval|epoch|mtu|last changed|from$|to$";

/** Names that say which end of its period a time is. */
export const START_WORDS =
  "start|begin|from$|von$|ab$|debut|inicio|desde|inizio|dal$|da$|dalle|van$|od$";
export const END_WORDS =
  "end$|ende$|ending|ends|until|to$|bis$|fin$|hasta|fine$|alle$|einde|tot$|fim$|ate$|" +
  "stop|*ende$|final|he$|hour ending|do$|ended";

/** Names of sums over the other columns. */
export const TOTAL_WORDS =
  "total|sum|*gesamt|totale|totaal|plant|all$|overall|system|*anlage|combined|somme|suma|somma";
/** Names of what comes from panels as direct current, before the inverter. */
export const DC_WORDS = "dc$|pv[0-9]|mppt|string|ppv|input|p pv|dc power|udc|pdc|e pv";
export const LIFETIME_WORDS =
  "lifetime|cumul|*zahlerstand|meter reading|counter|index|e ?total|eac total|accumulat|" +
  "*gesamtertrag|total yield|total energy|since|e tot|totalizer|stand$|meterstand|life";
export const DAY_WORDS =
  "today|daily|day|e ?day|e ?today|*tages|journal|diari|giornal|dag|dia$|jour|oggi|hoy|vandaag|hoje";
