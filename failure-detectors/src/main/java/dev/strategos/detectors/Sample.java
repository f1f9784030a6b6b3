package dev.strategos.detectors;

/** Mean, variance and covariance of pairs that come one by one, by Welford's method; two such samples can be joined. */
final class Sample {

    private long count;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double squaresY;
    private double products;

    void add(double x, double y) {
        count++;
        double offX = x - meanX;
        double offY = y - meanY;
        meanX += offX / count;
        meanY += offY / count;
        squaresX += offX * (x - meanX);
        squaresY += offY * (y - meanY);
        products += offX * (y - meanY);
    }

    void add(double x) {
        add(x, 0);
    }

    /** Adds all of another sample (Chan, Golub, LeVeque 1979). */
    void add(Sample other) {
        if (other.count == 0) {
            return;
        }
        double offX = other.meanX - meanX;
        double offY = other.meanY - meanY;
        double all = count + other.count;
        double weight = count * (other.count / all);
        squaresX += other.squaresX + offX * offX * weight;
        squaresY += other.squaresY + offY * offY * weight;
        products += other.products + offX * offY * weight;
        meanX += offX * (other.count / all);
        meanY += offY * (other.count / all);
        count += other.count;
    }

    long count() {
        return count;
    }

    /** Of the first of each pair. */
    Estimate mean() {
        return new Estimate(count == 0 ? Double.NaN : meanX, error(squaresX), count);
    }

    /** The mean of the first over the mean of the second, with the error of a ratio of dependent means. */
    Estimate ratio() {
        double ratio = meanX / meanY;
        double residuals = squaresX - 2 * ratio * products + ratio * ratio * squaresY;
        return new Estimate(ratio, error(Math.max(0, residuals)) / meanY, count);
    }

    private double error(double squares) {
        return count < 2 ? Double.NaN : StrictMath.sqrt(squares / (count - 1) / count);
    }
}
