// SPDX-License-Identifier: Apache-2.0

public import Domain

extension Policy {
    /// The same version as it stands in a region: with what its city set, else its province, else
    /// the nation. It is this one where nobody set anything, and where no region is told.
    ///
    /// Variants are made with the policy, so that the same pack always gives the same.
    public func variant(for region: RegionCode?) -> Policy {
        guard !variants.isEmpty, let region else { return self }
        return variants.first { $0.region?.contains(region) ?? false } ?? self
    }
}
