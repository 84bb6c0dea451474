# The stratified exact test by R itself: rows of "exposed,group,hit,hit_group" in the file given; prints p and the seconds it took.
options(digits = 17)
rows <- as.matrix(read.csv(commandArgs(trailingOnly = TRUE)[1], header = FALSE))
cells <- apply(rows, 1, function(r) c(r[4], r[2] - r[4], r[3] - r[4], r[1] - r[2] - r[3] + r[4]))
tables <- array(cells, c(2, 2, nrow(rows)))
seconds <- system.time(test <- mantelhaen.test(tables, exact = TRUE))[["elapsed"]]
cat(test$p.value, seconds, R.version$major, R.version$minor, "\n")
