/**
 * The style of a chart in a file: the light colours of the page, written out, as other programs know
 * neither custom properties nor `light-dark()`, and with plain selectors only.
 */
export const FILE_STYLE = `
text { font-size: 12px; fill: #56616d; }
.ground { fill: #ffffff; }
.name { font-size: 20px; font-weight: bold; fill: #1a1a1a; }
.about { font-size: 14px; }
.source { font-size: 11px; }
path, line { fill: none; stroke-linejoin: round; }
.night { fill: #eef1f5; stroke: none; }
.outage { stroke: #7b8794; stroke-width: 0.75; }
.grid, .tick { stroke: #e4e8ed; }
.zero { stroke: #7b8794; }
.clear-sky { stroke: #7b8794; stroke-width: 0.75; }
.band { fill: #0072b2; fill-opacity: 0.16; }
.forecast { stroke: #0072b2; stroke-width: 2; }
.ahead { stroke-dasharray: 6 4; }
.filled { stroke-dasharray: 1 5; stroke-linecap: round; }
.runs { stroke: #0072b2; }
.compared { stroke: #b45f00; stroke-width: 2; stroke-dasharray: 0.1 4; stroke-linecap: round; }
.area { fill: #1a1a1a; fill-opacity: 0.1; }
.generation { stroke: #1a1a1a; stroke-width: 2; }
.newest { fill: #1a1a1a; stroke: #ffffff; stroke-width: 2; }
.baseline { stroke: #56616d; stroke-width: 1.25; stroke-dasharray: 5 3; }
.now line { stroke: #1a1a1a; stroke-dasharray: 2 3; }
.now text { fill: #1a1a1a; }
.label { font-weight: bold; stroke: #ffffff; stroke-width: 3px; stroke-dasharray: none;
  stroke-linejoin: round; paint-order: stroke; fill-opacity: 1; }
text.actual { fill: #1a1a1a; }
text.forecast, text.band { fill: #0072b2; }
text.compared { fill: #b45f00; }
`;
