import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { LiveSeries } from "../../../domain/loggers/live_series.ts";
import { movingAverage } from "../../../domain/loggers/moving_average.ts";
import {
  applyTransforms,
  neighboursNeeded,
  timeShift,
  type Transform,
  transforms,
} from "../../../domain/loggers/transforms.ts";
import { variableLabel, variableUnit } from "../../../domain/loggers/variable_label.ts";
import { parse } from "../../../domain/validation.ts";

const points = { x: [0, 1e6, 2e6, 3e6], y: [2, 4, 6, 8] };
const y = (...chain: Transform[]) => applyTransforms(points, chain).y;

describe("transforms of a variable", () => {
  it("multiply, take away, and average over neighbours with zeros beyond the ends", () => {
    assert.deepEqual(y({ kind: "multiply", factor: 3 }), [6, 12, 18, 24]);
    assert.deepEqual(y({ kind: "shift", by: 1, axis: "y" }), [1, 3, 5, 7]);
    assert.deepEqual(y({ kind: "average", count: 2 }), [1, 3, 5, 7]);
    assert.deepEqual(y({ kind: "average", count: 3 }), [2, 4, 6, 14 / 3]);
    assert.deepEqual(movingAverage([6], 3), [2]);
    assert.deepEqual(movingAverage([], 3), []);
  });

  it("work one after the other, in their order, and leave the points as they were", () => {
    const multiply = { kind: "multiply", factor: 10 } as const;
    const shift = { kind: "shift", by: 2, axis: "y" } as const;
    assert.deepEqual(y(multiply, shift), [18, 38, 58, 78]);
    assert.deepEqual(y(shift, multiply), [0, 20, 40, 60]);
    assert.deepEqual(points, { x: [0, 1e6, 2e6, 3e6], y: [2, 4, 6, 8] });
  });

  it("shift times by seconds where the axis is x, and values stay", () => {
    const chain = parse(transforms, [{ kind: "shift", by: 2, axis: "x" }]).data!;
    assert.deepEqual(applyTransforms(points, chain), { x: [-2e6, -1e6, 0, 1e6], y: points.y });
    assert.equal(timeShift(chain), 2e6);
    assert.equal(neighboursNeeded([{ kind: "average", count: 5 }]), 4);
  });

  it("multiply by 1 and shift by 0 by default, and refuse other kinds and numbers", () => {
    assert.deepEqual(parse(transforms, [{ kind: "multiply" }, { kind: "shift" }]).data, [
      { kind: "multiply", factor: 1 },
      { kind: "shift", by: 0, axis: "y" },
    ]);
    const wrong = [
      [{ kind: "fft" }],
      [{ kind: "average", count: 0 }],
      [{ kind: "average" }],
      [{ kind: "multiply", factor: "2" }],
      [{ kind: "shift", axis: "z" }],
      Array(11).fill({ kind: "multiply" }),
    ];
    for (const chain of wrong) assert.equal(parse(transforms, chain).fields?.length, 1);
  });
});

describe("a container of live series", () => {
  it("keeps the last 50 points of each series, and says when one is new", () => {
    const series = new LiveSeries();
    const numbers = Array.from({ length: 60 }, (_, at) => at);
    assert.equal(series.push("a", numbers, numbers), true);
    assert.equal(series.push("a", [60], [60]), false);
    assert.deepEqual(series.pointsOf("a").x, [...numbers.slice(11), 60]);
    assert.deepEqual(series.pointsOf("b"), { x: [], y: [] });
    assert.equal(series.push("b", [], []), true);
    assert.deepEqual(series.pointsOf("b"), { x: [], y: [] });
  });

  it("keeps all where it is persistent, and refuses lists of unequal length", () => {
    const series = new LiveSeries({ persistent: true });
    series.push("a", Array(60).fill(0), Array(60).fill(1));
    assert.equal(series.pointsOf("a").y.length, 60);
    assert.throws(() => series.push("a", [1, 2], [1]), RangeError);
    assert.equal(series.pointsOf("a").x.length, 60);
  });
});

describe("the label of a variable", () => {
  it("is its own, else its name in title case", () => {
    const label = (name: string, own: string | null = null) => variableLabel({ name, label: own });
    assert.equal(label("adc_channel_one"), "Adc Channel One");
    assert.equal(label("pv_power", "Roof"), "Roof");
    assert.equal(label("pvPower", " "), "PvPower");
    assert.equal(label("Phase 1.2"), "Phase 1.2");
  });

  it("is what tells names of the line protocol apart, and the entity of Home Assistant", () => {
    const label = (name: string) => variableLabel({ name, label: null });
    assert.equal(label("pvPower.value"), "PvPower");
    assert.equal(label("chargePower,loadpoint=My\\ garage.value"), "ChargePower My Garage");
    assert.equal(label("cpu,cpu=cpu0,host=box.usage_idle"), "Cpu Cpu0 Box Usage Idle");
    assert.equal(label("W,domain=sensor,entity_id=pv_power.value"), "Pv Power");
    assert.equal(label("%,domain=sensor,entity_id=car.battery_level"), "Car Battery Level");
  });
});

describe("the unit of a variable", () => {
  it("is its own, else that of an entity of Home Assistant", () => {
    const unit = (name: string, own: string | null = null) => variableUnit({ name, unit: own });
    assert.equal(unit("W,domain=sensor,entity_id=pv.value"), "W");
    assert.equal(unit("W,domain=sensor,entity_id=pv.value", "kW"), "kW");
    assert.equal(unit("W,domain=sensor,entity_id=pv.battery_level"), null);
    assert.equal(unit("binary_sensor.door,domain=binary_sensor,entity_id=door.value"), null);
    assert.equal(unit("state,domain=sensor,entity_id=lift.value"), null);
    assert.equal(unit("W,sensor=pv.value"), null);
  });
});
