# Exact tests by R, for conformance/statistics.ts: reads cases as lines of numbers from the file given, prints results as lines.
# The density of the sum of strata and the solving of its estimate and limits are written anew here, with a tight tolerance:
# mantelhaen.test solves them with uniroot's default of 1.2e-4. All p are from R's own tests.
options(digits = 17, warn = -1)

folded <- function(a, b) {
  sum <- numeric(length(a) + length(b) - 1)
  for (j in seq_along(b)) {
    at <- j:(j + length(a) - 1)
    sum[at] <- sum[at] + a * b[j]
  }
  sum
}

# log c(t) of the sum of strata, from its least t on. Rows: exposed, group, hit, hit_group.
density_of_odds <- function(rows) {
  all <- 1
  least <- 0
  for (i in seq_len(nrow(rows))) {
    n <- rows[i, 1]; m <- rows[i, 2]; k <- rows[i, 3]
    range <- max(0, k - (n - m)):min(m, k)
    least <- least + range[1]
    all <- folded(all, exp(lchoose(m, range) + lchoose(n - m, k - range) - lchoose(n, k)))
  }
  list(t = least + seq_along(all) - 1, log = log(all))
}

# Rows: hits, time, other hits, other time.
density_of_rates <- function(rows) {
  all <- 1
  for (i in seq_len(nrow(rows))) {
    n <- rows[i, 1] + rows[i, 3]
    all <- folded(all, dbinom(0:n, n, rows[i, 2] / (rows[i, 2] + rows[i, 4])))
  }
  list(t = seq_along(all) - 1, log = log(all))
}

at <- function(density, x) {
  log <- density$log + density$t * x
  p <- exp(log - max(log))
  p / sum(p)
}

solved <- function(rising) exp(uniroot(rising, c(-30, 30), tol = 1e-13, maxiter = 10000)$root)

# Estimate, and limits at 95 %.
solutions <- function(density, observed) {
  t <- density$t
  estimate <- if (observed == min(t)) 0 else if (observed == max(t)) Inf else
    solved(function(x) sum(t * at(density, x)) - observed)
  # Logarithms of the tails, kept finite.
  log_sum <- function(p) log(max(sum(p), 1e-300))
  lower <- if (observed == min(t)) 0 else solved(function(x) log_sum(at(density, x)[t >= observed]) - log(0.025))
  upper <- if (observed == max(t)) Inf else solved(function(x) log(0.025) - log_sum(at(density, x)[t <= observed]))
  c(estimate, lower, upper)
}

tables_of <- function(rows) {
  cells <- apply(rows, 1, function(r) c(r[4], r[2] - r[4], r[3] - r[4], r[1] - r[2] - r[3] + r[4]))
  array(cells, c(2, 2, nrow(rows)))
}

by_side <- function(test) sapply(c("greater", "less", "two.sided"), function(side) test(side)$p.value)

# Everything thrown away but strata that tell something: mantelhaen.test refuses to look at the rest.
odds <- function(rows) {
  tables <- tables_of(rows)
  observed <- sum(rows[, 4])
  p <- by_side(function(side) mantelhaen.test(tables, exact = TRUE, alternative = side))
  pooled <- by_side(function(side) fisher.test(apply(tables, c(1, 2), sum), alternative = side))
  printed <- mantelhaen.test(tables, exact = TRUE)
  c(p, pooled, solutions(density_of_odds(rows), observed), printed$estimate)
}

# p by the folded density, since R has no test of several strata; of the first stratum by poisson.test.
rates <- function(rows) {
  density <- density_of_rates(rows)
  observed <- sum(rows[, 1])
  p <- at(density, 0)
  here <- p[density$t == observed]
  first <- rows[1, ]
  one <- by_side(function(side) poisson.test(first[c(1, 3)], first[c(2, 4)], alternative = side))
  limits <- poisson.test(first[c(1, 3)], first[c(2, 4)])$conf.int
  c(
    sum(p[density$t >= observed]), sum(p[density$t <= observed]), sum(p[p <= here * (1 + 1e-7)]),
    solutions(density, observed), one, limits
  )
}

share <- function(rows) prop.test(rows[1, 1], rows[1, 2], conf.level = 0.95, correct = FALSE)$conf.int

adjusted <- function(numbers) c(p.adjust(numbers, "holm"), p.adjust(numbers, "BH"))

rows_of <- function(numbers, width) matrix(numbers, ncol = width, byrow = TRUE)

for (line in readLines(commandArgs(trailingOnly = TRUE)[1])) {
  words <- strsplit(line, " ", fixed = TRUE)[[1]]
  numbers <- as.numeric(words[-1])
  result <- switch(words[1],
    odds = odds(rows_of(numbers, 4)),
    rates = rates(rows_of(numbers, 4)),
    share = share(rows_of(numbers, 2)),
    adjusted = adjusted(numbers)
  )
  cat(format(result, digits = 17, trim = TRUE, scientific = TRUE), sep = " ")
  cat("\n")
}
