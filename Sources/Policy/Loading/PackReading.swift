// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// Everything gathered while one pack is read: the faults, and what refers to what, so that
/// references can be checked once all files are known.
final class PackReading {
    /// Where something stands in the pack.
    struct Place {
        let file: String
        let mark: Mark?

        init(file: String, node: Node?) {
            self.file = file
            self.mark = node?.mark
        }
    }

    /// Something one part of the pack says of another.
    struct Reference {
        enum Subject {
            case band(BandCode, Validity)
            case role(Role)
            case indicator(IndicatorCode)
            case override(OverrideCode)
            case route(RouteCode)
            case service(ServiceCode)
            case fact(String, FactScope, [JSONValue], isNumber: Bool)
            case word(String)
            case table(TableCode, LawTable.Result?)
            case clock(ClockCode)
            case calendar(CalendarCode)
        }
        let subject: Subject
        let place: Place
    }

    /// What each file holds, by its path.
    private(set) var documents: [String: Node]
    private(set) var faults: [PolicyFault] = []
    private(set) var references: [Reference] = []
    /// What can be checked only once all files are known.
    private(set) var deferred: [(PackLoading) -> Void] = []
    private var beginnings: [String: Place] = [:]
    /// The codes of neutral bands, which stand among the overrides of a rating.
    private(set) var neutralCodes: [(code: OverrideCode, place: Place)] = []

    /// Begins to read; of files that stand in `documents`, that is read and not their text.
    init(documents: [String: Node] = [:]) { self.documents = documents }

    func fault(_ place: Place, _ message: String, cure: String) {
        faults.append(
            PolicyFault(
                file: place.file, line: place.mark?.line ?? 0, column: place.mark?.column ?? 0,
                message: message, cure: cure))
    }

    func fault(line: Int, of file: String, _ message: String, cure: String) {
        faults.append(
            PolicyFault(file: file, line: line, column: 0, message: message, cure: cure))
    }

    func refer(to subject: Reference.Subject, at place: Place) {
        references.append(Reference(subject: subject, place: place))
    }

    /// Notes where a part of the pack begins, as `tables/CODE`.
    func begin(_ part: String, at place: Place) { beginnings[part] = place }

    /// Where a part of the pack begins.
    func beginning(of part: String) -> Place {
        beginnings[part] ?? Place(file: "\(part).yaml", node: nil)
    }

    func later(_ check: @escaping (PackLoading) -> Void) { deferred.append(check) }

    func define(neutral code: OverrideCode, at place: Place) {
        neutralCodes.append((code, place))
    }

    /// The one document of a file, as a mapping; nil after noting a fault.
    func document(_ file: PolicyFile) -> MappingReader? {
        if let node = documents[file.path] {
            return MappingReader(node, file: file.path, reading: self)
        }
        let node: Node?
        do {
            node = try PlainYAML.compose(file.text)
        } catch let found as PlainYAML.Reference {
            faults.append(
                PolicyFault(
                    file: file.path, line: found.mark?.line ?? 0, column: found.mark?.column ?? 0,
                    message: found.message, cure: PlainYAML.Reference.cure))
            return nil
        } catch let error as YamlError {
            let (mark, message) = Self.explain(error)
            faults.append(
                PolicyFault(
                    file: file.path, line: mark?.line ?? 0, column: mark?.column ?? 0,
                    message: message, cure: "Mend the YAML at this place."))
            return nil
        } catch {
            fault(
                Place(file: file.path, node: nil), "This is no YAML.",
                cure: "Write the file as YAML.")
            return nil
        }
        guard let node else {
            fault(
                Place(file: file.path, node: nil), "The file says nothing.",
                cure: "Write its values, or leave the file out.")
            return nil
        }
        documents[file.path] = node
        return MappingReader(node, file: file.path, reading: self)
    }

    private static func explain(_ error: YamlError) -> (Mark?, String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (mark, "This is no YAML: \(problem).")
        case .duplicatedKeysInMapping(let names, let context):
            return (context.mark, "“\(names.joined(separator: ", "))” stands here twice.")
        default: return (nil, "This is no YAML.")
        }
    }
}
