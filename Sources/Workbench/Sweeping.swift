import Analysis
import Diagnostics
import Model
import Quantities
import Sheets

extension Workbench {
  /// A sweep asked for from outside: `--over 参数 --from 值 --to 值 --step 值`.
  public struct SweepRequest: Sendable {
    /// Its name or alias, with or without 参数 in front.
    public let parameter: String
    /// The first value, as a cell of a sheet would state it.
    public let from: String
    /// The last value, likewise; steps need not reach it.
    public let to: String
    /// In the unit of the parameter; for a date days, weeks or months, days if it has no unit.
    public let step: String

    /// Checks nothing; ``Workbench/sweep(_:over:_:)`` refuses what makes no sense.
    public init(parameter: String, from: String, to: String, step: String) {
      self.parameter = parameter
      self.from = from
      self.to = to
      self.step = step
    }
  }

  /// - Parameters:
  ///   - fewest: from so many sheets on they are judged in columns; for fewer that takes longer.
  ///   - most: so many judgements the search for places of change may take.
  /// - Throws: why what is asked for makes no sense, or cannot be done.
  public static func sweep(
    _ loaded: Loaded, over requests: [SweepRequest], _ table: Table, columnsFrom fewest: Int = 64,
    atMost most: Int = SweepProblem.judgementLimit
  ) throws(Refusal) -> Sweep {
    guard let standard = loaded.standard else {
      throw Refusal(loaded.diagnostics.first?.problem ?? ModelProblem.clauseMissing(.standard))
    }
    var axes: [SweepAxis] = []
    for request in requests { axes.append(try axis(request, in: standard)) }
    let parameters = axes.map { standard.parameters[$0.parameter] }
    // Nobody asks for examples, and reading them takes as long as half of the rest.
    let unexemplified = loaded.without(.example)
    do throws(SweepProblem) {
      return try Sweep(
        standard, over: axes, table, columnsFrom: fewest, atMost: most,
        amended: { values in
          let amendments = zip(parameters, values).map { parameter, value in
            Amendment(
              value, parameter.type, of: parameter.name,
              name: "--over \(parameter.name)=\(value.literal(of: parameter.type))")
          }
          let changed = amended(unexemplified, by: amendments)
          if let standard = changed.standard { return .success(standard) }
          let problem = changed.diagnostics.first(where: \.isError)?.problem
          return .failure(Refusal(problem ?? ModelProblem.parameterEmpty(requests.first?.parameter ?? "")))
        })
    } catch {
      throw Refusal(error)
    }
  }

  private static func axis(_ request: SweepRequest, in standard: Standard) throws(Refusal) -> SweepAxis {
    let name = parameterName(request.parameter)
    let index = try standard.parameter(called: name)
    let type = standard.parameters[index].type
    if !type.isOnLine { throw Refusal(SweepProblem.notSwept(name)) }
    let from = try standard.value(request.from, type, of: name)
    let to = try standard.value(request.to, type, of: name)
    var step = SweepAxis.Step(.zero, .days)
    if case .date = type {
      // Months keep the day; days and weeks are counted.
      let months = CellReader.value(
        request.step, type: .number(Measure(.months), whole: true), units: standard.units)
      let isBare = request.step.allSatisfy { $0.isNumber }
      let days = ValueType.number(Measure(.days), whole: true)
      if !isBare, case .success(.number(let count)?) = months {
        step = SweepAxis.Step(count, .months)
      } else if let count = try standard.value(request.step, days, of: name).number {
        step = SweepAxis.Step(count, .days)
      }
    } else if let size = try standard.value(request.step, type, of: name).number {
      step = SweepAxis.Step(size, .number)
    }
    do throws(SweepProblem) {
      return try SweepAxis(index, in: standard, from: from, to: to, step: step)
    } catch {
      throw Refusal(error)
    }
  }

  /// `参数 收费率门槛` and `收费率门槛` mean the same.
  private static func parameterName(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    if words.count == 2, words[0] == "参数" || words[0] == "parameter" { return words[1] }
    return words.joined(separator: " ")
  }
}
