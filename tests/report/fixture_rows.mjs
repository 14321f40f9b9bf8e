// Made-up rows for every figure of the report.

let seed = 7;
/** The same numbers in every run. */
export function random() {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
}

const noise = (size) => (random() - 0.5) * size;
const rounded = (value, digits = 3) => Number(value.toFixed(digits));
export const years = [2006, 2010, 2016, 2020];
export const hostile = "</script><img src=x onerror=alert(1)>";
export const mines = ["Antaibao", "Anjialing", "Donglutian", hostile, "Mine {0} & sons"];
const classes = [
  "evergreen needleleaf forest",
  "deciduous broadleaf forest",
  "shrubland",
  "grassland",
  "cropland",
  "wetland",
  "built-up land",
  "opencast mine",
  "dump",
  "reclaimed land",
  "bare land",
  "water",
];
const weather = [
  ["temperature", "°C", 4],
  ["precipitation", "mm", 40],
  ["radiation", "MJ/m2", 20],
];
const rings = [
  [0, 0],
  [0, 500],
  [500, 1000],
  [1000, 1500],
  [1500, 2000],
  [2000, 3000],
  [3000, 5000],
];
const ringName = ([inner, outer]) => (outer === 0 ? "mine" : `${inner}-${outer} m`);

function each(...lists) {
  return lists.reduce((sets, list) => sets.flatMap((set) => list.map((value) => [...set, value])), [[]]);
}

const dry = (year) => (year === 2016 ? -6 : 0);
const change = [
  ["large loss", -2],
  ["loss", -1],
  ["no change", 0],
  ["gain", 1],
  ["middle gain", 2],
  ["large gain", 3],
];
const trend = [
  ["significant decrease", -2],
  ["slight decrease", -1],
  ["stable", 0],
  ["slight increase", 1],
  ["significant increase", 2],
];
const periods = ["2006-2010", "2010-2016", "2016-2020", "2006-2020"];

function zoneRows() {
  return each(["study area", "Shuocheng", "Pinglu", hostile], years).map(([zone, year], i) => ({
    zone,
    year,
    npp:
      zone === "Pinglu" && year === 2010
        ? null
        : rounded(48 + (i % 3) * 3 + (year - 2006) * 0.3 + dry(year) + noise(3)),
    trend: zone === "study area" ? rounded(47 + 0.28 * (year - 2006)) : null,
  }));
}

function changeRows() {
  return periods.flatMap((period) => {
    const parts = change.map(() => 0.05 + random());
    const sum = parts.reduce((a, b) => a + b);
    return change.map(([name, order], i) => ({
      period,
      change_class: name,
      order,
      area_hm2: rounded((51000 * parts[i]) / sum, 1),
      share: rounded(parts[i] / sum, 4),
    }));
  });
}

function ringRows(named) {
  return each(named, rings, years).map(([mine, ring, year]) => ({
    mine,
    ring: ringName(ring),
    inner_m: ring[0],
    outer_m: ring[1],
    year,
    area_hm2: rounded(900 + ring[1] * 0.7, 1),
    npp: rounded(22 + 26 * (1 - Math.exp(-ring[1] / 900)) + (year - 2006) * 0.5 + dry(year) + noise(2)),
  }));
}

function recoveryRows() {
  return each(
    ["reclaimed forest", "reclaimed grassland", "reclaimed cropland"],
    mines,
    [2, 4, 6, 10, 14],
  ).map(([name, mine, age]) => ({
    class: name,
    mine,
    years_since: age,
    recovery: rounded(1.02 * (1 - Math.exp(-age / 6)) + noise(0.2)),
    area_hm2: rounded(10 + 300 * random(), 1),
  }));
}

function sampleSets() {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const measured = 8 + 85 * random();
    return {
      id: `S${i + 1}`,
      measured: rounded(measured),
      estimated: rounded(5 + 0.88 * measured + noise(18)),
      class: classes[[3, 4, 2, 9][i % 4]],
      year: years[i % 4],
    };
  });
  return {
    rows,
    line: [
      { measured: 8, estimated: 12.04 },
      { measured: 93, estimated: 86.84 },
    ],
    one: [
      { measured: 0, estimated: 0 },
      { measured: 95, estimated: 95 },
    ],
  };
}

function variogramRows() {
  return each(weather, ["2016-08", "2020-08"]).flatMap(([[variable, unit, scale], when]) => {
    const sill = scale ** 2 * (1 + noise(0.3));
    const model = (h) => sill * (0.1 + 0.9 * (1 - Math.exp(-h / 60)));
    const observed = Array.from({ length: 12 }, (_, i) => ({
      part: "observed",
      variable,
      unit,
      when,
      distance_km: 8 + i * 15,
      semivariance: rounded(model(8 + i * 15) * (1 + noise(0.25))),
      pairs: 20 + Math.round(160 * random()),
    }));
    const fitted = Array.from({ length: 41 }, (_, i) => ({
      part: "model",
      variable,
      unit,
      when,
      distance_km: i * 4.5,
      semivariance: rounded(model(i * 4.5)),
      pairs: null,
    }));
    return [...observed, ...fitted];
  });
}

function stationSets() {
  const box = [
    [0, 0],
    [41, 0],
    [41, 38],
    [0, 38],
    [0, 0],
  ].map(([x_km, y_km]) => ({ x_km, y_km }));
  const rows = Array.from({ length: 40 }, (_, i) => ({
    station: `Station ${i + 1}`,
    x_km: rounded(-70 + 190 * random(), 2),
    y_km: rounded(-50 + 130 * random(), 2),
    flagged: i % 17 === 5,
    variables: "temperature, precipitation",
  }));
  return { rows, box };
}

function waterfallRows() {
  return each(mines, years).flatMap(([mine, year]) => {
    const direct = -900 - 2500 * random(),
      indirect = -200 - 500 * random(),
      back = 300 + 1200 * random();
    const ends = [direct, direct + indirect, direct + indirect + back];
    const row = (step, start, end, value, se) => ({
      mine,
      year,
      step,
      start: rounded(start),
      end: rounded(end),
      value: rounded(value),
      se,
    });
    return [
      row("direct", 0, ends[0], direct, 120),
      row("indirect", ends[0], ends[1], indirect, 90),
      row("reclamation", ends[1], ends[2], back, 110),
      row("net", 0, ends[2], ends[2], 190),
    ];
  });
}

function cumulativeRows() {
  return mines.flatMap((mine) => {
    let sum = 0;
    return years.map((year, i) => {
      sum -= 500 + 1800 * random();
      return { mine, year, cumulative: rounded(sum), se: 150 + 120 * i };
    });
  });
}

const npp = { unit: "gC/m2/month" };

/** What the program would put into the template figures/NAME.vl.json, by name. */
export const figures = {
  "npp-by-year": { datasets: { rows: zoneRows() }, params: npp },
  "npp-by-class": {
    datasets: {
      rows: each(classes, years).map(([name, year], i) => ({
        class: name,
        year,
        npp: rounded(15 + Math.floor(i / 4) * 5 + dry(year) + noise(4)),
      })),
    },
    params: npp,
  },
  "npp-by-month": {
    datasets: {
      rows: each(years, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).map(([year, month]) => ({
        year,
        month,
        npp: rounded(Math.max(0, 58 * Math.exp(-((month - 7.3) ** 2) / 5) + (year - 2006) * 0.4 + noise(2))),
      })),
    },
    params: npp,
  },
  "change-area": { datasets: { rows: changeRows() } },
  "trend-area": {
    datasets: {
      rows: trend.map(([name, order], i) => ({
        trend_class: name,
        order,
        area_hm2: [1200, 5100, 8300, 21000, 15400][i],
        share: [0.0235, 0.1, 0.1627, 0.4118, 0.302][i],
      })),
    },
  },
  "mines-by-year": {
    datasets: {
      rows: each([...mines, "study area"], years).map(([mine, year], i) => ({
        mine,
        year,
        npp: rounded(
          mine === "study area" ? 50 + dry(year) : 24 + (i % 5) * 3 + (year - 2006) * 0.6 + dry(year),
        ),
        area_hm2: 1200 + 80 * i,
      })),
    },
    params: npp,
  },
  "ring-profile": { datasets: { rows: ringRows(["united"]) }, params: npp },
  "ring-profile-mines": { datasets: { rows: ringRows(mines) }, params: npp },
  "land-use": {
    datasets: {
      rows: each(classes, years).map(([name, year], i) => ({
        class: name,
        year,
        npp: rounded(80 - Math.floor(i / 4) * 6 + dry(year) + noise(8)),
        area_hm2: rounded(4000 * random(), 1),
      })),
    },
    params: npp,
  },
  reclamation: {
    datasets: {
      rows: each(periods, ["newly mined", "newly reclaimed"]).map(([period, kind]) => ({
        period,
        kind,
        area_hm2: rounded(300 + 900 * random(), 1),
      })),
    },
  },
  recovery: { datasets: { rows: recoveryRows() } },
  "validation-scatter": { datasets: sampleSets(), params: npp },
  variogram: { datasets: { rows: variogramRows() } },
  "cross-validation": {
    datasets: {
      rows: each(weather, years, ["05", "06", "07", "08", "09"]).map(
        ([[variable, unit, scale], year, month]) => ({
          variable,
          unit,
          when: `${year}-${month}`,
          rmse: rounded(scale * (0.3 + 0.1 * random())),
          me: rounded(scale * noise(0.1)),
        }),
      ),
    },
  },
  stations: { datasets: stationSets() },
  "climate-mining": {
    datasets: {
      rows: each(mines, rings.slice(1, 5), periods, ["weather", "mining"]).map(
        ([mine, ring, period, cause]) => ({
          mine,
          ring: ringName(ring),
          period,
          cause,
          change: rounded((cause === "mining" ? -4 : 2) + noise(6)),
          se: rounded(0.4 + random()),
        }),
      ),
    },
    params: npp,
  },
  "ledger-waterfall": { datasets: { rows: waterfallRows() } },
  "ledger-cumulative": { datasets: { rows: cumulativeRows() } },
  "ndvi-observed": {
    datasets: {
      rows: each(years, [5, 6, 7, 8, 9]).map(([year, month]) => ({
        year,
        month,
        observed: rounded(0.4 + 0.6 * random()),
        filled: rounded(0.3 * random()),
      })),
    },
  },
};
