namespace RedVest.CertLogic;

/// <summary>What each operator does with the values of its operands.</summary>
internal static class Operations
{
    internal static Evaluation If(Evaluation[] operands)
    {
        var (guard, then, otherwise) = (operands[0], operands[1], operands[2]);
        return (ref Frame frame) => guard(ref frame).IsTruthy ? then(ref frame) : otherwise(ref frame);
    }

    /// <summary>The first operand that is falsy, or the last; what lies behind a falsy one is not evaluated.</summary>
    internal static Evaluation And(Evaluation[] operands, string place) => (ref Frame frame) =>
    {
        var last = operands.Length - 1;
        for (var i = 0; i < last; i++)
        {
            var value = operands[i](ref frame);
            if (value.IsFalsy)
            {
                return value;
            }

            if (!value.IsTruthy)
            {
                throw new CertLogicException("an operand of and is neither truthy nor falsy", place);
            }
        }

        return operands[last](ref frame);
    };

    internal static Evaluation Not(Evaluation operand, string place) => (ref Frame frame) =>
    {
        var value = operand(ref frame);
        return value.IsFalsy || value.IsTruthy
            ? Value.Of(value.IsFalsy)
            : throw new CertLogicException("the operand of ! is neither truthy nor falsy", place);
    };

    internal static Evaluation Same(Evaluation[] operands)
    {
        var (left, right) = (operands[0], operands[1]);
        return (ref Frame frame) => Value.Of(left(ref frame).Same(right(ref frame)));
    }

    internal static Evaluation In(Evaluation[] operands, string place)
    {
        var (item, list) = (operands[0], operands[1]);
        return (ref Frame frame) =>
        {
            var wanted = item(ref frame);
            var all = list(ref frame);
            if (all.Kind != ValueKind.Array)
            {
                throw new CertLogicException("the right-hand side of in must be an array", place);
            }

            foreach (ref readonly var one in all.Items)
            {
                if (one.Same(wanted))
                {
                    return Value.Of(true);
                }
            }

            return Value.Of(false);
        };
    }

    internal static Evaluation Plus(Evaluation[] operands, string place)
    {
        var (left, right) = (operands[0], operands[1]);
        return (ref Frame frame) =>
        {
            var (a, b) = (left(ref frame), right(ref frame));
            if (a.Kind != ValueKind.Integer || b.Kind != ValueKind.Integer)
            {
                throw new CertLogicException("the operands of + must be integers", place);
            }

            var sum = unchecked(a.Integer + b.Integer);
            return ((a.Integer ^ sum) & (b.Integer ^ sum)) >= 0
                ? Value.Of(sum)
                : throw new CertLogicException("the sum is too large", place);
        };
    }

    /// <summary>Two operands, or three for "between"; <paramref name="kind"/> says whether integers or instants are compared.</summary>
    internal static Evaluation Compare(string name, ValueKind kind, Evaluation[] operands, string place)
    {
        Func<long, long, bool> holds = name switch
        {
            "<" or "before" => static (a, b) => a < b,
            ">" or "after" => static (a, b) => a > b,
            "<=" or "not-after" => static (a, b) => a <= b,
            _ => static (a, b) => a >= b,
        };
        var (first, second, third) = (operands[0], operands[1], operands.Length == 3 ? operands[2] : null);
        return (ref Frame frame) =>
        {
            var a = Number(first(ref frame), kind, place);
            var b = Number(second(ref frame), kind, place);
            var c = third is null ? 0 : Number(third(ref frame), kind, place);
            return Value.Of(holds(a, b) && (third is null || holds(b, c)));
        };
    }

    internal static Evaluation PlusTime(Evaluation date, long amount, string unit, string place) => (ref Frame frame) =>
        Value.OfInstant(Instants.Plus(Text(date(ref frame), place), amount, unit));

    internal static Evaluation DateOfBirth(Evaluation date, string place) => (ref Frame frame) =>
        Value.OfInstant(Instants.DateOfBirth(Text(date(ref frame), place)));

    internal static Evaluation Reduce(Evaluation array, Evaluation step, Evaluation start, string place) => (ref Frame frame) =>
    {
        var items = array(ref frame);
        if (items.Kind is not (ValueKind.Array or ValueKind.Null))
        {
            throw new CertLogicException("reduce needs an array", place);
        }

        var inner = new Frame { Accumulator = start(ref frame) };
        foreach (var item in items.IsNull ? [] : items.Items)
        {
            inner.Current = item;
            inner.Accumulator = step(ref inner);
        }

        frame.Missing |= inner.Missing;
        return inner.Accumulator;
    };

    /// <summary>The part of a certificate id at an index; <c>URN:UVCI:</c> in front does not count.</summary>
    internal static Evaluation Fragment(Evaluation operand, int index, string place) => (ref Frame frame) =>
    {
        var value = operand(ref frame);
        if (value.IsNull)
        {
            return Value.Null;
        }

        var text = Text(value, place);
        const string Prefix = "URN:UVCI:";
        var parts = (text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text).Split('/', '#', ':');
        return index >= 0 && index < parts.Length ? Value.Of(parts[index]) : Value.Null;
    };

    private static long Number(in Value value, ValueKind kind, string place) => value.Kind == kind
        ? value.Integer
        : throw new CertLogicException(kind == ValueKind.Integer ? "only integers can be compared" : "only dates made by plusTime can be compared", place);

    private static string Text(in Value value, string place) =>
        value.Kind == ValueKind.Text ? value.Text : throw new CertLogicException("a text is needed", place);
}
