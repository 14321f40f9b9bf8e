// A payload with every kind of item and names as hostile as files can hold, for tests without the program.
import { changePicture, hillshade, nppColours, nppPicture, outlines, size } from "./fixture_map.mjs";
import { figures, hostile, mines, random, years } from "./fixture_rows.mjs";

const number = (value, digits, source) => ({ value, text: value.toFixed(digits), source });

const changeColours = ["#8c510a", "#d8b365", "#e8e6df", "#a6d8cf", "#4ba79d", "#01665e"];
const changeNames = ["large loss", "loss", "no change", "gain", "middle gain", "large gain"];

const nppMap = {
  type: "map",
  id: "npp-map",
  title: "NPP of August",
  alt: "Maps of net primary productivity of August, one a year",
  caption: "One colour scale for all years. Without colour: outside the study area, or no data.",
  ...size,
  frames: years.map((year) => ({
    label: String(year),
    image: nppPicture(year),
    file: `figures/npp-${year}.png`,
  })),
  overlay: { image: outlines(), label: "Mine outlines" },
  backdrop: hillshade(),
  legend: {
    title: "NPP, gC/m2/month",
    kind: "ramp",
    stops: nppColours.map((colour, i) => ({ value: 3.2 + i * 12.4, colour })),
  },
  scale_km: 41.2,
};

const changeMap = {
  type: "map",
  id: "change-map",
  title: "Change of NPP in August",
  alt: "Map of classes of change of NPP",
  caption: "Classes of the difference between the two years.",
  ...size,
  frames: [{ label: "2006-2020", image: changePicture(changeColours), file: "figures/change.png" }],
  legend: {
    title: "Change 2006-2020",
    kind: "classes",
    classes: changeNames.map((label, i) => ({ label, colour: changeColours[i] })),
  },
  scale_km: 0.9,
};

function chart(figure, title, alt, caption = "") {
  return {
    type: "chart",
    id: figure,
    title,
    alt,
    caption,
    figure,
    ...figures[figure],
    file: `figures/${figure}.vl.json`,
  };
}

const smallTable = {
  type: "table",
  id: "classes",
  title: "Mean NPP by class of land",
  caption: "Area in the last year.",
  file: "tables/classes.csv",
  columns: [
    { label: "Class", unit: "", kind: "text" },
    { label: "NPP 2006", unit: "gC/m2/month", kind: "number", digits: 1 },
    { label: "NPP 2020", unit: "gC/m2/month", kind: "number", digits: 1 },
    { label: "Area", unit: "hm2", kind: "number", digits: 0 },
  ],
  rows: [
    ["grassland", 51.23, 55.1, 18234.4],
    ["cropland", 60.4, 58.25, 21009.9],
    ["opencast mine", 12.5, null, 3100],
    [hostile, -3.25, 0, 12],
  ],
};

const mineTable = {
  type: "table",
  id: "mines",
  title: "Mines",
  caption: "All mines of the survey.",
  file: "tables/zones.csv",
  columns: [
    { label: "Mine", unit: "", kind: "text" },
    { label: "Opened", unit: "", kind: "number", digits: 0 },
    ...years.map((year) => ({ label: `NPP ${year}`, unit: "gC/m2/month", kind: "number", digits: 1 })),
    { label: "Carbon", unit: "tC", kind: "number", digits: 0 },
  ],
  rows: Array.from({ length: 60 }, (_, i) => [
    mines[i] ?? `Mine ${i + 1}`,
    1985 + (i % 30),
    ...years.map((_year, k) => (i % 11 === 3 && k === 1 ? null : 20 + 30 * random())),
    -12000 * random(),
  ]),
};

export const payload = {
  title: "Pingshuo twin",
  subtitle: "NPP 2006-2020, August, EPSG:32649, 30 m",
  program: "minenpp 0.1.0",
  vega: "embedded",
  summary: [
    {
      text: "Mean NPP of the study area was {0} gC/m2/month in August 2020, {1} % more than in August 2006.",
      numbers: [
        number(52.3123, 1, "/zones/npp_mean[study area, 2020, 8]"),
        number(11.482, 1, "/zones/npp_mean[study area, 2020, 8] / /zones/npp_mean[study area, 2006, 8]"),
      ],
    },
    {
      text: "The mines covered {0} hm2, and {1} hm2 of mined land were reclaimed since 2006.",
      numbers: [
        number(6120, 0, "/zones/area[mines, 2020]"),
        number(2011, 0, "/reclamation/newly_reclaimed[2006-2020]"),
      ],
    },
    {
      text: `The largest loss was at ${hostile}: {0} tC.`,
      numbers: [number(-2411.25, 0, "/ledger/net[3, 2020, 8]")],
    },
    {
      text: "In {0} months fewer than half of the pixels were observed.",
      numbers: [number(2, 0, "/ndvi/observed_share")],
      level: "warning",
    },
  ],
  sections: [
    {
      id: "productivity",
      title: "Productivity",
      lead: [{ text: "August is the month that produces most.", numbers: [] }],
      items: [
        nppMap,
        chart(
          "npp-by-year",
          "Mean NPP by year",
          "Line chart of mean NPP of four zones from 2006 to 2020",
          "Dashed: least-squares trend of the study area.",
        ),
        chart("npp-by-month", "NPP through the year", "Line chart of NPP by month, one line a year"),
      ],
    },
    {
      id: "trend",
      title: "Trend",
      lead: [
        {
          text: "A trend over {0} years says little.",
          numbers: [number(4, 0, "/trend/n[0, 8]")],
          level: "warning",
        },
      ],
      items: [chart("trend-area", "Area by trend", "Bar chart of the area of each class of trend")],
    },
    {
      id: "change",
      title: "Change",
      lead: [],
      items: [
        changeMap,
        chart(
          "change-area",
          "How much land changed",
          "Stacked bars: share of the study area by class of change, one bar a period",
        ),
      ],
    },
    {
      id: "land",
      title: "Land use",
      lead: [],
      items: [
        chart("land-use", "NPP by class and year", "Dots: NPP of each class of land in each year"),
        chart("npp-by-class", "NPP by class", "Line chart of NPP of twelve classes of land"),
        smallTable,
      ],
    },
    {
      id: "mines-section",
      title: "Mines",
      lead: [],
      items: [
        chart(
          "mines-by-year",
          "NPP of mines",
          "Line chart of NPP of five mines and of the study area",
          "Dashed: the study area.",
        ),
        mineTable,
        chart(
          "reclamation",
          "Mined and reclaimed land",
          "Bars: land newly mined and newly reclaimed in each period",
        ),
        chart(
          "recovery",
          "Recovery of reclaimed land",
          "Scatter chart of recovery by years since reclamation",
        ),
      ],
    },
    {
      id: "rings",
      title: "Around the mines",
      lead: [],
      items: [
        chart("ring-profile", "NPP by distance", "Line chart of NPP by distance from the mines"),
        chart(
          "ring-profile-mines",
          "NPP by distance from each mine",
          "Line charts of NPP by distance, one panel a mine",
        ),
      ],
    },
    {
      id: "causes",
      title: "Weather and mining",
      lead: [],
      items: [
        chart(
          "climate-mining",
          "What weather did and what mining did",
          "Bars: change of NPP because of weather and because of mining",
        ),
      ],
    },
    {
      id: "ledger",
      title: "Carbon ledger",
      lead: [],
      items: [
        chart("ledger-waterfall", "Carbon of a mine", "Waterfall chart of carbon lost and gained"),
        chart("ledger-cumulative", "Carbon since the first year", "Line chart of cumulative carbon of mines"),
      ],
    },
    {
      id: "validation",
      title: "Validation",
      lead: [
        {
          text: "r = {0}, R2 = {1}, p = {2} over {3} samples.",
          numbers: [
            number(0.914, 3, "/validation/r"),
            number(0.835, 3, "/validation/r2"),
            number(0.0001, 4, "/validation/p"),
            number(60, 0, "/validation/n"),
          ],
        },
      ],
      items: [
        chart(
          "validation-scatter",
          "Measured and estimated NPP",
          "Scatter chart of measured and estimated NPP",
        ),
      ],
    },
    {
      id: "weather",
      title: "Weather",
      lead: [],
      items: [
        chart("stations", "Stations", "Map of the stations and the study area"),
        chart("variogram", "Variograms", "Variograms of three variables with their fit"),
        chart("cross-validation", "Cross-validation", "Errors of leave-one-out cross-validation by month"),
      ],
    },
    {
      id: "quality",
      title: "Data quality",
      lead: [],
      items: [chart("ndvi-observed", "Observed NDVI", "Heat map of the share of pixels with an observation")],
    },
  ],
};
