# Ordinary kriging with R's gstat on the stations and cells of kriging_bench.cpp. scripts/bench-kriging runs it.
#
# Usage: Rscript kriging_gstat.R STATIONS CELLS POINTS ESTIMATES MODEL NUGGET PARTIAL_SILL RANGE NEAREST
#   STATIONS   x, y, v1..v12         CELLS      x, y: timed
#   POINTS     x, y: compared        ESTIMATES  file to write, one estimate of v1 a point
#   NEAREST    stations a cell; 0: all
# Prints one JSON object a line. Only the calls of krige() are timed, after a warm-up. krige() gives estimate and
# variance, and has no switch to leave the variance out; krige0(computeVar = FALSE) does and takes all stations.

suppressPackageStartupMessages({
  library(sp)
  library(gstat)
})

arguments <- commandArgs(trailingOnly = TRUE)
names(arguments) <- c("stations", "cells", "points", "estimates", "model", "nugget", "sill", "range", "nearest")
number <- function(name) as.numeric(arguments[[name]])

places <- function(path) {
  table <- read.csv(path)
  coordinates(table) <- ~ x + y
  table
}
stations <- places(arguments[["stations"]])
cells <- SpatialPoints(coordinates(places(arguments[["cells"]])))
points <- SpatialPoints(coordinates(places(arguments[["points"]])))

models <- c(spherical = "Sph", exponential = "Exp", gaussian = "Gau")
variogram <- vgm(number("sill"), models[[arguments[["model"]]]], number("range"), number("nugget"))
nmax <- if (number("nearest") > 0) number("nearest") else Inf

estimate <- function(month, at)
  krige(as.formula(sprintf("v%d ~ 1", month)), stations, at, variogram, nmax = nmax, debug.level = 0)$var1.pred
seconds <- function(work) system.time(work(), gcFirst = TRUE)[["elapsed"]]
say <- function(what, fields, cells, time)
  cat(sprintf('{"what": "%s", "fields": %d, "cells": %d, "ns_per_cell": %.6g}\n',
              what, fields, cells, 1e9 * time / cells))

write.table(format(estimate(1, points), digits = 17), arguments[["estimates"]], quote = FALSE, row.names = FALSE,
            col.names = FALSE)

cat(sprintf('{"what": "version", "text": "gstat %s, R %s"}\n', packageVersion("gstat"), getRversion()))
once <- min(replicate(3, seconds(function() estimate(1, cells))))
say("gstat", 1, length(cells), once)
say("gstat", 12, length(cells), seconds(function() for (month in 1:12) estimate(month, cells)))
if (is.infinite(nmax))
  say("gstat_krige0", 1, length(cells), min(replicate(3, seconds(function()
    krige0(v1 ~ 1, stations, cells, variogram, computeVar = FALSE)))))
