//! Exact numbers: "two thirds of 1.2 million" without rounding until it is written.

use std::cmp::Ordering;

/// A fraction in lowest terms, denominator above zero. Operations give `None` on overflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Rational {
    n: i128,
    d: i128,
}

/// Values beyond this are no news.
const LIMIT: i128 = 10i128.pow(30);

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs().max(1)
}

impl Rational {
    pub const ONE: Rational = Rational { n: 1, d: 1 };

    pub fn new(n: i128, d: i128) -> Option<Self> {
        if d == 0 || n.abs() > LIMIT || d.abs() > LIMIT {
            return None;
        }
        let g = gcd(n, d) * d.signum();
        Some(Self { n: n / g, d: d / g })
    }

    pub const fn of(n: i64) -> Self {
        Self { n: n as i128, d: 1 }
    }

    /// Digits with commas anywhere and at most one point.
    pub fn parse(s: &str) -> Option<Self> {
        let (mut n, mut d, mut point) = (0i128, 1i128, false);
        for b in s.bytes() {
            match b {
                b'0'..=b'9' => {
                    n = n.checked_mul(10)?.checked_add(i128::from(b - b'0'))?;
                    if point {
                        d = d.checked_mul(10)?;
                    }
                    if n > LIMIT || d > LIMIT {
                        return None;
                    }
                }
                b',' => {}
                b'.' if !point => point = true,
                _ => return None,
            }
        }
        Self::new(n, d)
    }

    pub fn add(self, o: Self) -> Option<Self> {
        let n = self.n.checked_mul(o.d)?.checked_add(o.n.checked_mul(self.d)?)?;
        Self::new(n, self.d.checked_mul(o.d)?)
    }

    pub fn mul(self, o: Self) -> Option<Self> {
        Self::new(self.n.checked_mul(o.n)?, self.d.checked_mul(o.d)?)
    }

    pub fn div(self, o: Self) -> Option<Self> {
        Self::new(self.n.checked_mul(o.d)?, self.d.checked_mul(o.n)?)
    }

    pub fn neg(self) -> Self {
        Self { n: -self.n, d: self.d }
    }

    pub fn integer(self) -> Option<i64> {
        if self.d == 1 { i64::try_from(self.n).ok() } else { None }
    }

    pub fn is_zero(self) -> bool {
        self.n == 0
    }

    /// As a decimal: exact where it ends, else 15 significant digits.
    pub fn decimal(self) -> String {
        if let (Ok(whole), 1) = (i64::try_from(self.n), self.d) {
            return whole.to_string();
        }
        let mut places = 0u32;
        let mut scale = 1i128;
        let mut d = self.d;
        while d % 10 == 0 {
            d /= 10;
        }
        let ends = {
            let mut r = d;
            while r % 2 == 0 {
                r /= 2;
            }
            while r % 5 == 0 {
                r /= 5;
            }
            r == 1
        };
        let magnitude = |s: i128| self.n.unsigned_abs().checked_mul(s.unsigned_abs()).map(|x| x / self.d.unsigned_abs());
        loop {
            let exact = self.n.checked_mul(scale).is_some_and(|x| x % self.d == 0);
            let enough = !ends && magnitude(scale).is_some_and(|m| m >= 10u128.pow(14));
            if exact || enough || places >= 30 {
                break;
            }
            let Some(next) = scale.checked_mul(10).filter(|&s| self.n.checked_mul(s).is_some()) else { break };
            scale = next;
            places += 1;
        }
        let scaled = self.n.unsigned_abs().saturating_mul(scale.unsigned_abs());
        let divisor = self.d.unsigned_abs();
        let rounded = (scaled + divisor / 2) / divisor;
        let digits = format!("{rounded:0>width$}", width = places as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places as usize);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.n < 0 && rounded != 0 { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        // Both sides are below LIMIT², which an i128 may not hold: compare whole parts first.
        let (a, b) = (self.n.div_euclid(self.d), other.n.div_euclid(other.d));
        a.cmp(&b).then_with(|| {
            let (x, y) = (self.n.rem_euclid(self.d), other.n.rem_euclid(other.d));
            match (x.checked_mul(other.d), y.checked_mul(self.d)) {
                (Some(x), Some(y)) => x.cmp(&y),
                _ => (x as f64 / self.d as f64).total_cmp(&(y as f64 / other.d as f64)),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        let cases = [
            (1, 4, "0.25"),
            (-4, 5, "-0.8"),
            (1, 3, "0.333333333333333"),
            (2000, 3, "666.666666666667"),
            (1_200_000, 1, "1200000"),
            (0, 7, "0"),
        ];
        for (n, d, expected) in cases {
            assert_eq!(Rational::new(n, d).unwrap().decimal(), expected);
        }
        assert_eq!(Rational::parse("1,234.50").unwrap().decimal(), "1234.5");
        assert_eq!(Rational::parse("1.2.3"), None);
        assert_eq!(Rational::new(1, 0), None);
    }

    #[test]
    fn order() {
        let half = Rational::new(1, 2).unwrap();
        assert!(half < Rational::ONE && half.neg() < half && Rational::new(2, 3).unwrap() > half);
    }
}
