// SPDX-License-Identifier: Apache-2.0

extension SamplePack {
    /// The pack under another version.
    public func version(_ version: String) -> SamplePack {
        replacing("version: \"2025-01-01\"", with: "version: \"\(version)\"", in: "regime.yaml")
    }

    /// The pack whose parties start with other points, under another version; its golden case
    /// expects them.
    public func starting(at points: Int, version: String) -> SamplePack {
        self.version(version)
            .replacing("points: 80", with: "points: \(points)", in: "starts.yaml")
            .replacing(
                "score: 80", with: "score: \(points)", in: "cases/others-start-at-80.yaml")
    }
}
