/** Labels of fields whose names alone say too little; others are read as words. */
const LABELS: Record<string, string> = {
  asset_type: "Type",
  client_name: "New client",
  client_site_id: "Client’s number",
  client_site_name: "Name",
  client_uuid: "Client",
  capacity_kw: "Capacity (kW)",
  capacity_from: "This capacity since",
  inverter_capacity_kw: "Capacity of the inverters (kW)",
  module_capacity_kw: "Capacity of the modules (kW)",
  altitude_m: "Altitude (m)",
  ac_kw: "AC power (kW)",
  measured_every_minutes: "Measured every (minutes)",
  has_battery: "A battery is behind the same meter",
  is_tracked: "The panels follow the sun",
  is_curtailed: "A contract or the grid operator limits the power",
  in_no_group: "In no group yet",
  site_group_name: "Name",
  site_group_uuid: "Group",
  ml_model_uuid: "Model",
  new_group: "New group",
  pasted: "Sites",
  level: "Status",
  confirm_name: "Name to confirm",
  with_generation: "Delete measurements, too",
  start_utc: "Start",
  end_utc: "End",
  email: "E-mail",
  theme: "Colours",
};

/** Returns what a page calls a field of a form, by the field's name. */
export function fieldLabel(name: string): string {
  const words = name.replaceAll("_", " ");
  return Object.hasOwn(LABELS, name)
    ? LABELS[name]!
    : words.charAt(0).toUpperCase() + words.slice(1);
}
