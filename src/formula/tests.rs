//! What formulas of papers are drawn as, and that nothing drawn is wild.

use super::drawn;

fn line(source: &str) -> String {
    drawn(source, false).expect("a formula").join("\n")
}

fn rows(source: &str) -> String {
    drawn(source, true).expect("a formula").join("\n")
}

#[test]
fn formulas_of_papers_in_a_line() {
    for (source, wanted) in [
        (r"$Y_t = A_t K_t^{\alpha} L_t^{1-\alpha}$", "Yₜ = AₜKₜ^α Lₜ^(1−α)"),
        (
            r"$\max_{\{c_t, k_{t+1}\}} \mathbb{E}_0 \sum_{t=0}^{\infty} \beta^t \frac{c_t^{1-\sigma}}{1-\sigma}$",
            "max_({cₜ,kₜ₊₁}) 𝔼₀ ∑ₜ₌₀^∞ βᵗ(cₜ^(1−σ)/(1 − σ))",
        ),
        (r"$\pi_t = \beta \mathbb{E}_t \pi_{t+1} + \kappa x_t$", "πₜ = β𝔼ₜπₜ₊₁ + κxₜ"),
        (r"$i_t = r^* + \pi_t + 0.5(\pi_t - \pi^*) + 0.5 y_t$", "iₜ = r* + πₜ + 0.5(πₜ − π*) + 0.5yₜ"),
        (r"$y_{i,t} = \alpha_i + \lambda_t + \beta D_{i,t} + \varepsilon_{i,t}$", "yᵢ,ₜ = αᵢ + λₜ + βDᵢ,ₜ + εᵢ,ₜ"),
        (r"$\hat\beta_{OLS} = (X'X)^{-1}X'y$", "β̂_OLS = (X′X)⁻¹X′y"),
        (r"$\log Y_{ij} = \beta_0 + \beta_1 \log GDP_i - \theta \ln d_{ij}$", "log Yᵢⱼ = β₀ + β₁ log GDPᵢ − θ ln dᵢⱼ"),
        (r"$\frac{\partial \mathcal{L}}{\partial c_t} = \beta^t u'(c_t) - \lambda_t = 0$", "∂ℒ/∂cₜ = βᵗu′(cₜ) − λₜ = 0"),
        (r"$R^2 = 1 - \frac{\sum_i (y_i - \hat{y}_i)^2}{\sum_i (y_i - \bar{y})^2}$", "R² = 1 − (∑ᵢ (yᵢ − ŷᵢ)²)/(∑ᵢ (yᵢ − ȳ)²)"),
        (r"$\text{Debt}_t = (1+r_t)\,\text{Debt}_{t-1} + \text{Deficit}_t$", "Debtₜ = (1 + rₜ) Debtₜ₋₁ + Deficitₜ"),
        (r"$NPV = \sum_{t=1}^{T} \frac{CF_t}{(1+r)^t}$", "NPV = ∑ₜ₌₁ᵀ CFₜ/((1 + r)ᵗ)"),
        (r"$\Delta \ln p_t \approx \frac{p_t - p_{t-1}}{p_{t-1}} \times 100\%$", "Δ ln pₜ ≈ (pₜ − pₜ₋₁)/pₜ₋₁ × 100%"),
        (r"$\mathcal{N}(\mu, \sigma^2)$", "𝒩(µ, σ²)"),
        (r"$f(x) = \frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}}$", "f(x) = (1/√(2πσ²))e^(−(((x−µ)²)/(2σ²)))"),
        (r"$\Pr(Y=1 \mid X) = \frac{1}{1+e^{-X\beta}}$", "Pr(Y = 1 ∣ X) = 1/(1 + e^(−Xβ))"),
        (r"$E = mc^2$", "E = mc²"),
        (r"$\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}$", "∫_(−∞)^∞ e^(−x²) dx = √π"),
        (r"$a \leq b \neq c \geq d \cdot e$", "a ≤ b ≠ c ≥ d ⋅ e"),
        (r"$x_1, x_2, \ldots, x_n$", "x₁, x₂, …, xₙ"),
        (r"$\forall \epsilon > 0\ \exists \delta > 0$", "∀ϵ > 0 ∃δ > 0"),
        (r"$A \subseteq B \cup C \cap D \setminus E$", "A ⊆ B ∪ C ∩ D ∖ E"),
        (r"$|x| = \sqrt{x^2}$", "|x| = √x²"),
        (r"$\lVert x \rVert_2$", "‖x‖₂"),
        (r"$\prod_{k=1}^{n} k = n!$", "∏ₖ₌₁ⁿ k = n!"),
        (r"$p \xrightarrow{d} N(0,1)$", "p →ᵈ N(0,1)"),
        (r"$\operatorname{Var}(X) = \operatorname{E}[X^2] - \mu^2$", "Var(X) = E[X²] − µ²"),
        (r"$\widehat{GDP}_{t+1|t}$", "GD̂P_(t+1|t)"),
        (r"$\epsilon \sim \text{i.i.d. } N(0, \sigma^2)$", "ϵ ∼ i.i.d. N(0, σ²)"),
        (r"$\ce{H2O}$", r"\ce{H2O}"),
        (r"$10^{-6}$", "10⁻⁶"),
        (r"$90^\circ$", "90°"),
        (r"$2^{10} = 1024$", "2¹⁰ = 1024"),
        (r"$\lfloor x \rfloor \lceil y \rceil$", "⌊x⌋⌈y⌉"),
        (r"$\mathrm{CO_2}$", "CO₂"),
        (r"$x \mapsto x^2$", "x ↦ x²"),
        (r"$\frac{a/b}{c}$", "(a / b)/c"),
        (r"$\frac{\sqrt{\pi}}{2}$", "(√π)/2"),
        (r"$\frac{\sqrt{a + b}}{2}$", "√(a + b)/2"),
        (r"$\frac{x^\infty}{2}$", "(x^∞)/2"),
        (r"$\frac{x^2}{2}$", "x²/2"),
        (r"$\frac{2}{\sqrt{\pi}}$", "2/√π"),
        (r"$\frac{1}{2}\frac{a}{b}$", "½(a/b)"),
        (r"$-\frac{1}{2}$", "−½"),
        (r"$3\frac12$", "3½"),
        (r"$\sum_{i \in N} x_i$", "∑_(i∈N) xᵢ"),
        (r"$\dot{k} = s f(k) - (n+\delta) k$", "k̇ = sf(k) − (n + δ)k"),
        (r"$x'' + \omega^2 x = 0$", "x′′ + ω²x = 0"),
        (r"$\overset{\text{def}}{=}$", "=ᵈᵉᶠ"),
        (r"$a \bmod b, a \equiv b \pmod{n}$", "a mod b, a ≡ b  (mod n)"),
        (r"$\Phi^{-1}(0.975)$", "Φ⁻¹(0.975)"),
        (r"$\bm{x}^\top \bm{\Sigma}^{-1} \bm{x}$", "𝐱ᵀ𝚺⁻¹𝐱"),
        (r"$\color{red}{x}$", "x"),
        (r"$\left.\frac{dy}{dx}\right|_{x=0}$", "dy/dx|ₓ₌₀"),
        (r"$\left[ \frac{a}{b} \right]$", "[a/b]"),
        (r"$\textbf{성장률} = \frac{\text{GDP}_{t} - \text{GDP}_{t-1}}{\text{GDP}_{t-1}}$", "성장률 = (GDPₜ − GDPₜ₋₁)/GDPₜ₋₁"),
        (r"$5\%$", "5%"),
        (r"$\$100$", "$100"),
        (r"$x\in\mathbb{R}^{n\times m}$", "x ∈ ℝ^(n×m)"),
        (r"$\sigma_{\text{max}} < \infty$", "σₘₐₓ < ∞"),
        (r"$\underset{x}{\min}\; f(x)$", "minₓ f(x)"),
        (r"$\begin{equation} y = x \end{equation}$", "y = x"),
        (r"$\sqrt[n]{\frac{a}{b}}$", "ⁿ√(a/b)"),
        (r"$1\,000\,000$", "1 000 000"),
        (r"$\sum_{\substack{i=1 \\ j=2}}^n$", "∑ᵢ₌₁,ⱼ₌₂ⁿ"),
        (r"$-1 < x \le +2$", "−1 < x ≤ +2"),
        (r"$(-x)^{-\frac{1}{2}}$", "(−x)^(−½)"),
        (r"$x^{a^b}$", "x^aᵇ"),
        (r"$e^{i\pi} + 1 = 0$", "e^iπ + 1 = 0"),
        (r"$\tfrac12 m v^2$", "½mv²"),
        (r"$\dfrac{dx}{dt}$", "dx/dt"),
        (r"$A^{\mathsf{T}} B^{\dagger}$", "AᵀB†"),
        (r"$\mathbb{1}\{x > 0\}$", "𝟙{x > 0}"),
        (r"$\mathbf{1}_{[a,b]}$", "𝟏_([a,b])"),
        (r"$\rho_{XY} = \frac{\operatorname{Cov}(X,Y)}{\sigma_X \sigma_Y}$", "ρ_XY = (Cov(X, Y))/(σ_X σ_Y)"),
        (r"$100 \text{ km/h}$", "100 km/h"),
        (r"$\hbar \omega$", "ℏω"),
        (r"$\ddot{x}$", "ẍ"),
        (r"$\vec{F} = m\vec{a}$", "F⃗ = ma⃗"),
        (r"$\bar{X}_n \xrightarrow{p} \mu$", "X̄ₙ →ᵖ µ"),
        (r"$\mathit{TFP}_t$", "TFPₜ"),
        (r"$\operatorname*{argmax}_{\theta} L(\theta)$", "argmax_θ L(θ)"),
        (r"\(x \not= y \not\in A\)", "x ≠ y ∉ A"),
        (r"$`x^2`$", "x²"),
        (r"$$y = mx + b \tag{1} \label{eq:x}$$", "y = mx + b    (1)"),
        (r"$\underbrace{a+b}_{\text{sum}}$", "(a + b)ₛᵤₘ"),
        (r"$x~y$", "x y"),
    ] {
        assert_eq!(line(source), wanted, "{source}");
        assert_eq!(rows(source), wanted, "{source}");
    }
}

#[test]
fn rows_stand_below_each_other_where_there_is_room() {
    for (source, in_line, in_rows) in [
        (r"$\binom{n}{k} p^k (1-p)^{n-k}$", "(n¦k)pᵏ(1 − p)ⁿ⁻ᵏ", &["⎛n⎞pᵏ(1 − p)ⁿ⁻ᵏ", "⎝k⎠"][..]),
        (
            r"$u(c) = \begin{cases} \frac{c^{1-\sigma}}{1-\sigma} & \sigma \neq 1 \\ \ln c & \sigma = 1 \end{cases}$",
            "u(c) = {c^(1−σ)/(1 − σ) σ ≠ 1; ln c σ = 1",
            &["u(c) = ⎰ c^(1−σ)/(1 − σ)  σ ≠ 1", "       ⎱ ln c             σ = 1"][..],
        ),
        (
            r"$\begin{aligned} C_t &= a + bY_t \\ Y_t &= C_t + I_t + G_t \end{aligned}$",
            "Cₜ = a + bYₜ; Yₜ = Cₜ + Iₜ + Gₜ",
            &["Cₜ = a + bYₜ", "Yₜ = Cₜ + Iₜ + Gₜ"][..],
        ),
        (
            r"$\begin{align} a &= b & c &= d \\ e &= f & g &= h \end{align}$",
            "a = b c = d; e = f g = h",
            &["a = b   c = d", "e = f   g = h"][..],
        ),
        (
            r"$\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad - bc$",
            "|a b; c d| = ad − bc",
            &["|a  b| = ad − bc", "|c  d|"][..],
        ),
        (r"$\left( \begin{array}{cc} 1 & 0 \\ 0 & 1 \end{array} \right)$", "(1 0; 0 1)", &["⎛1  0⎞", "⎝0  1⎠"][..]),
        (
            r"$\begin{cases} x + y = 1 \\ x - y = 2 \\ z = 10 \end{cases}$",
            "{x + y = 1; x − y = 2; z = 10",
            &["⎧ x + y = 1", "⎨ x − y = 2", "⎩ z = 10"][..],
        ),
        (r"$\begin{gather} a = b \\ c = d \end{gather}$", "a = b; c = d", &["a = b", "c = d"][..]),
        (r"\[a \\ b\]", "a; b", &["a", "b"]),
    ] {
        assert_eq!((line(source).as_str(), rows(source)), (in_line, in_rows.join("\n")), "{source}");
    }
}

#[test]
fn what_is_not_known_is_left_as_it_is() {
    assert_eq!(line(r"$\foo{a+b}_1 + \bar{x}$"), r"\foo{a + b}₁ + x̄");
    assert_eq!(line(r"$\foo \alpha \baz{x}{y}$"), r"\fooα\baz{x}y");
    for source in ["$$", "", "$ $", r"$\frac{a$", "$a}$", r"$\begin{matrix} a", r"$\left( a$", "$a^2^3$", "$50% of $", "$#1$"] {
        assert_eq!(drawn(source, true), None, "{source}");
    }
}

#[test]
fn what_defines_or_counts_characters_is_not_drawn() {
    for source in [r"$\def\a{\a\a}\a$", r"$\newcommand{\x}{y}\x$", r"$\char`가$", r"$\char \u{3000}$", r"$\color{#가나}x$"] {
        assert_eq!(drawn(source, false), None, "{source}");
    }
    assert_eq!(line("$a\\kern1em\u{3000}b$"), "a  b");
}

#[test]
fn what_is_too_long_or_too_deep_is_not_drawn() {
    for piece in [
        "{",
        "\\sqrt",
        "\\frac",
        "x^{",
        "\\left(",
        "\\begin{pmatrix}a&b\\\\",
        "\\hat{",
        "&",
        "\\\\",
        "'",
        "~",
        "{}",
        "\\foo{",
        "가",
    ] {
        for (count, close) in [(30, ""), (100_000, ""), (1_000_000 / piece.len(), ""), (300, "}"), (41, "}")] {
            let source = piece.repeat(count) + &close.repeat(count);
            for display in [false, true] {
                let lines = drawn(&source, display).unwrap_or_default();
                assert!(lines.iter().map(String::len).sum::<usize>() <= 64 * 1024, "{piece} {count}");
            }
        }
    }
    let nested = |depth: usize| format!("x{}y{}", "^{a".repeat(depth), "}".repeat(depth));
    assert!(drawn(&nested(20), false).is_some() && drawn(&nested(41), false).is_none());
    assert!(drawn(&"x".repeat(4096), false).is_some() && drawn(&"x".repeat(4097), false).is_none());
}

proptest::proptest! {
    #[test]
    fn nothing_drawn_is_wild(parts in proptest::collection::vec(proptest::sample::select(PIECES), 0..16)) {
        let source = parts.concat();
        for display in [false, true] {
            for line in drawn(&source, display).into_iter().flatten() {
                proptest::prop_assert!(!line.is_empty() && !line.contains(char::is_control), "{line:?}");
            }
        }
    }
}

/// Parts of formulas, and of what is none.
const PIECES: &[&str] = &[
    "{",
    "}",
    "\\sqrt",
    "^",
    "_",
    "x",
    "\\frac",
    "\\left(",
    "\\right)",
    "\\begin{matrix}",
    "\\end{matrix}",
    "&",
    "\\\\",
    "\\text",
    "\\hat",
    "\\foo",
    "1",
    "+",
    "=",
    "\\sum",
    " ",
    "\\,",
    "가",
    "\u{301}",
    "\\not",
    "\\mathbf",
    "\\begin{cases}",
    "\\end{cases}",
    "(",
    ")",
    "|",
    "[",
    "]",
    "'",
    "\\limits",
    "\\over",
    "\\color",
    "\\hspace",
    "em",
    "\\kern",
    "\u{3000}",
    "\\operatorname",
    "*",
    "\\begin{array}{c|c}",
    "\\end{array}",
    "\\hline",
    "\\underbrace",
    "\\label",
    "\\tag",
    "%",
    "\n",
    "~",
    "$",
    "#",
    "\\middle",
    ".",
    ",",
    "\\stackrel",
    "\\char",
    "`",
    "\\genfrac",
    "\\substack",
    "\\rm",
    "0",
    "\\rule",
    "👨",
    "\u{a0}",
    "\\xrightarrow",
    "\\sideset",
];
