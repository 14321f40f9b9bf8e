"""Overviews of large maps, which the report page is drawn from."""
import os
import unittest

from osgeo import gdal

from program import Folder, succeed
from report_page import Report, run


class Large(Report):
    def test_overviews_are_made_on_the_way(self):
        """Of maps above 2048 pixels, the same whatever the ranks; the page reads these alone."""
        with Folder() as folder:
            demo, results = os.path.join(folder, "demo"), []
            succeed("demo", demo, "--scale=16")
            for ranks, size in ((1, 256), (3, 128)):
                results.append(os.path.join(folder, str(ranks)))
                run(os.path.join(demo, "demo.ini"), results[-1], "--run.years=2006,2020", f"--run.tile-size={size}",
                    ranks=ranks)
            for name in ("npp-2020", "class-2006", "change-2006-2020", "rings-2020"):
                bands = []
                for result in results:
                    opened = gdal.Open(os.path.join(result, f"maps/{name}.nc"))
                    band = opened.GetRasterBand(1)
                    self.assertEqual(band.GetOverviewCount(), 1, name)
                    bands.append((band.ReadAsArray(), band.GetOverview(0).ReadAsArray(), band.GetNoDataValue()))
                self.assertTrue((bands[0][1] == bands[1][1]).all(), name)
                whole, small, fill = bands[0]
                rows, cols = whole.shape
                self.assertEqual(small.shape, (-(-rows // 4), -(-cols // 4)), name)
                for row, col in ((0, 0), (400, 333), (rows // 4 - 1, cols // 4 - 1), (700, 100)):
                    below = whole[4 * row:4 * row + 4, 4 * col:4 * col + 4]
                    if name.startswith(("class", "rings")):
                        expected = below[below.shape[0] // 2, below.shape[1] // 2]
                    else:
                        valid = below[below != fill].astype(float)
                        expected = fill if valid.size == 0 else valid.mean()
                    self.assertLessEqual(abs(float(small[row, col]) - float(expected)), 0.5, (name, row, col))
            self.assert_report(results[1], ["productivity", "mines", "rings", "change"])


if __name__ == "__main__":
    unittest.main()
